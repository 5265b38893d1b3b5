import type { AlertLanguage } from '@saleshub/model';

/** What a rule says. */
interface RuleTexts {
  title: string;
  /** What it means that it fires. */
  meaning: string;
  /** What to do about it. */
  action: string;
}

interface AlertTexts {
  rules: Readonly<Record<string, RuleTexts>>;
  /** The numbers of a message. */
  numbers: { fired: string; value: string; range: string; sample: string; previous: string; threshold: string };
  links: { dashboard: string; records: string; decisions: string };
  message: { firing: string; resolved: string };
}

const en: AlertTexts = {
  rules: {
    'win-rate-drop': {
      title: 'Win rate of a team dropped',
      meaning:
        'Over the last four weeks the team won a smaller share of its closed deals than over the four before, and chance alone would hardly do that.',
      action: 'Read the loss reasons of the lost deals, and ask what changed: prices, competitors, who sells to whom.',
    },
    'nps-drop': {
      title: 'Net Promoter Score dropped',
      meaning:
        'Customers recommend us less than four weeks ago, and the number of answers is large enough that it is hardly chance.',
      action: 'Read the comments of detractors of these weeks, and call those with a live subscription.',
    },
    'detractor-share': {
      title: 'Too many detractors',
      meaning: 'Of the answers of the last four weeks, at least this share were detractors (0–6), allowing for chance.',
      action: 'Call the detractors with a live subscription first; group their comments by topic.',
    },
    'pipeline-coverage': {
      title: 'Pipeline does not cover what is missing to the target',
      meaning:
        'The open amount expected to close in the running target period is too small for what is missing to its target.',
      action:
        'Plan prospecting now, or bring forward deals that are expected later; lower the target only by decision.',
    },
    'stalled-value': {
      title: 'Much of the pipeline stands still',
      meaning: 'Nothing happened to these open deals for longer than twice the usual time in their stage.',
      action: 'Go through the largest ones with their owners: a next step with a date, or close them as lost.',
    },
    'rep-silent': {
      title: 'A rep is silent',
      meaning:
        'For as many working days as the threshold, or more, no call, e-mail or meeting of the rep reached the hub.',
      action: 'Ask whether the rep is away; if not, look whether the source of their activities still delivers.',
    },
    'data-entry-share': {
      title: 'A team spends too much of its time entering data',
      meaning: 'Of the time that the team logged in the last four weeks, too much went into entering data.',
      action: 'Ask which fields nobody uses, and which of them a connected source could fill.',
    },
    'accounts-at-risk': {
      title: 'More accounts at risk than a week ago',
      meaning: 'The number of accounts whose health is below the threshold rose within a week.',
      action: 'Open the list of accounts at risk: reasons and managers stand beside them.',
    },
    'checkins-overdue': {
      title: 'Check-ins are overdue',
      meaning: 'These accounts were neither called nor met by their manager for 30 days, or have no manager.',
      action: 'Let each manager plan this week’s check-ins; assign accounts without a manager.',
    },
    'churn-above-plan': {
      title: 'Churn is above plan',
      meaning: 'Of the accounts at the start of the last 91 days, at least this share has left, allowing for chance.',
      action: 'Read the reasons of those that left, and look for the same signs among accounts at risk.',
    },
    'source-silent': {
      title: 'A source is silent',
      meaning:
        'Nothing new has arrived from the source for longer than the threshold: every number that it feeds is standing still.',
      action: 'Look at the source’s connection and key; the ingest service’s log says what it refused.',
    },
    'reject-rate': {
      title: 'A source sends events that are refused',
      meaning: 'Of the events that the source sent in the last day, too many could not be taken.',
      action: 'List them with saleshub rejected list, mend the cause, and replay them.',
    },
    'forecast-below-target': {
      title: 'Forecast is below target',
      meaning: 'What was won so far and is forecast for the rest of the target period is too little for its target.',
      action: 'Look at the forecast and the pipeline of the period, and decide what can still be moved.',
    },
  },
  numbers: {
    fired: 'Compared',
    value: 'Value',
    range: 'Likely range',
    sample: 'Sample',
    previous: 'Before',
    threshold: 'Threshold',
  },
  links: {
    dashboard: 'Dashboard',
    records: 'Records behind the number',
    decisions: 'Decisions of the last 30 days stand on the charts of the dashboard.',
  },
  message: { firing: 'Firing', resolved: 'Resolved' },
};

const ko: AlertTexts = {
  rules: {
    'win-rate-drop': {
      title: '팀의 수주율 하락',
      meaning: '최근 4주 동안 종료된 거래 가운데 팀이 수주한 비율이 이전 4주보다 낮으며, 우연으로 보기 어렵습니다.',
      action: '실주 사유를 읽고 가격, 경쟁사, 담당자 가운데 무엇이 달라졌는지 확인하십시오.',
    },
    'nps-drop': {
      title: '순추천지수(NPS) 하락',
      meaning: '고객의 추천 의향이 이전 4주보다 낮아졌고, 응답 수로 보아 우연으로 보기 어렵습니다.',
      action: '해당 기간 비추천 고객의 의견을 읽고, 구독 중인 고객에게 먼저 연락하십시오.',
    },
    'detractor-share': {
      title: '비추천 고객이 너무 많음',
      meaning: '최근 4주 응답 가운데 비추천(0–6점) 비율이, 우연을 감안해도 이 값 이상입니다.',
      action: '구독 중인 비추천 고객에게 먼저 연락하고, 의견을 주제별로 묶으십시오.',
    },
    'pipeline-coverage': {
      title: '목표 부족분을 파이프라인이 감당하지 못함',
      meaning: '이번 목표 기간에 종료가 예상되는 미결 금액이 목표까지 남은 금액에 비해 너무 적습니다.',
      action: '지금 신규 발굴을 계획하거나 이후 예정된 거래를 앞당기십시오. 목표 변경은 결정으로 남기십시오.',
    },
    'stalled-value': {
      title: '파이프라인의 많은 부분이 정체됨',
      meaning: '해당 단계의 보통 기간보다 두 배 넘게 아무 일도 없었던 미결 거래입니다.',
      action: '금액이 큰 거래부터 담당자와 함께 다음 단계와 날짜를 정하거나 실주로 종료하십시오.',
    },
    'rep-silent': {
      title: '활동이 없는 담당자',
      meaning: '기준 영업일 이상 담당자의 전화, 이메일, 미팅이 허브에 들어오지 않았습니다.',
      action: '부재 중인지 확인하고, 아니라면 활동 데이터의 출처가 전송하고 있는지 확인하십시오.',
    },
    'data-entry-share': {
      title: '팀 시간의 너무 많은 부분이 데이터 입력에 쓰임',
      meaning: '최근 4주 동안 팀이 기록한 시간 가운데 데이터 입력의 비중이 너무 큽니다.',
      action: '아무도 쓰지 않는 항목과, 연결된 출처가 대신 채울 수 있는 항목을 찾으십시오.',
    },
    'accounts-at-risk': {
      title: '위험 고객이 일주일 전보다 늘어남',
      meaning: '건강 점수가 기준보다 낮은 고객 수가 일주일 사이에 늘었습니다.',
      action: '위험 고객 목록을 여십시오. 사유와 담당자가 함께 표시됩니다.',
    },
    'checkins-overdue': {
      title: '정기 연락이 늦어진 고객',
      meaning: '담당자가 30일 동안 전화하거나 만나지 않았거나, 담당자가 없는 고객입니다.',
      action: '담당자마다 이번 주 연락을 계획하고, 담당자가 없는 고객에게 담당자를 지정하십시오.',
    },
    'churn-above-plan': {
      title: '계획보다 높은 이탈률',
      meaning: '최근 91일의 시작 시점 고객 가운데 이탈한 비율이, 우연을 감안해도 이 값 이상입니다.',
      action: '이탈 사유를 읽고, 위험 고객에게 같은 징후가 있는지 확인하십시오.',
    },
    'source-silent': {
      title: '데이터가 들어오지 않는 출처',
      meaning: '기준보다 오래 이 출처에서 새 데이터가 오지 않았습니다. 관련된 모든 수치가 멈춰 있습니다.',
      action: '출처의 연결과 키를 확인하십시오. 거부된 내용은 수집 서비스의 로그에 있습니다.',
    },
    'reject-rate': {
      title: '출처가 보낸 이벤트가 거부됨',
      meaning: '지난 하루 동안 출처가 보낸 이벤트 가운데 받을 수 없는 것이 너무 많습니다.',
      action: 'saleshub rejected list로 목록을 보고, 원인을 고친 뒤 다시 보내십시오.',
    },
    'forecast-below-target': {
      title: '목표보다 낮은 예측',
      meaning: '지금까지의 수주와 남은 기간의 예측을 합해도 목표에 비해 너무 적습니다.',
      action: '예측과 파이프라인을 살펴보고, 아직 바꿀 수 있는 것을 결정하십시오.',
    },
  },
  numbers: {
    fired: '비교 값',
    value: '값',
    range: '가능한 범위',
    sample: '표본',
    previous: '이전',
    threshold: '기준',
  },
  links: {
    dashboard: '대시보드',
    records: '이 수치의 기록',
    decisions: '최근 30일의 결정은 대시보드의 차트에 표시됩니다.',
  },
  message: { firing: '발생', resolved: '해소' },
};

export const ALERT_TEXTS: Readonly<Record<AlertLanguage, AlertTexts>> = { en, ko };

export type { AlertTexts, RuleTexts };
