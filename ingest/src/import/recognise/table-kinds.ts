import type { EventType, RecordKind } from '@saleshub/model';

/** A kind of table that is known by its columns. */
export interface TableKind {
  /** What it is a table of, for people. */
  name: string;
  /** What its rows become: records as they are now, or events. */
  rows: { records: RecordKind } | RowEvents;
  /** Names of columns by the field that they hold, the likeliest first; compared by their letters and digits alone. */
  columns: Readonly<Record<string, readonly string[]>>;
  /** The fields without which a table is not of this kind: one of each list. */
  needs: readonly (readonly string[])[];
  /** What the words of a column mean: a field's values, by the words that stand for each. */
  words: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The events of a row. */
export interface RowEvents {
  event: EventType;
  /** The field of the event that holds the id of the row, too. */
  record?: string;
  /** Where the status says another event than that, by the status; null for none. */
  byStatus?: Readonly<Record<string, EventType | null>>;
  /** What else happened, by the column that says when. */
  also?: Readonly<Record<string, EventType>>;
}

const WHO = {
  rep: [
    ...['owner', 'deal owner', 'opportunity owner', 'lead owner', 'ticket owner', 'owner name', 'sales rep', 'rep'],
    ...[
      'sales agent',
      'agent',
      'assigned to',
      'assignee',
      'account manager',
      'deal owner name',
      'user',
      'hubspot owner',
    ],
    ...['담당자', '영업담당자', '영업 담당', '담당', '상담원'],
  ],
  account: [
    ...['account', 'account name', 'company', 'company name', 'organization', 'organisation', 'customer', 'client'],
    ...[
      'deal organization',
      'associated company',
      'primary company',
      '고객사',
      '고객',
      '거래처',
      '회사',
      '회사명',
      '고객명',
    ],
  ],
  team: ['team', 'hubspot team', 'department', '팀', '부서'],
  region: ['region', 'territory', 'office', 'regional office', '지역', '권역'],
  segment: ['segment', 'industry', 'sector', '산업', '업종', '세그먼트'],
  product: ['product', 'product name', '제품', '상품', '제품명'],
  campaign: ['campaign', 'campaign name', 'campaign source', 'primary campaign source', '캠페인'],
} as const;

const CREATED = [
  ...['created', 'created at', 'create date', 'created date', 'created time', 'created on', 'date created', 'add time'],
  ...['opened', 'open date', 'opened at', 'deal created', 'engage date', 'lead created', 'start date', 'started'],
  ...['생성일', '생성일시', '생성일자', '등록일', '등록일시', '접수일', '접수일시', '시작일', '발생일'],
];
const MODIFIED = [
  ...['modified', 'last modified', 'last modified date', 'modified time', 'update time', 'updated', 'updated at'],
  ...['last activity', '수정일', '수정일시', '최종수정일'],
];
const DELETED = ['is deleted', 'deleted', '삭제', '삭제여부'];

const CALENDAR = {
  time: [
    'date',
    'time',
    'start',
    'start time',
    'started at',
    'call time',
    'call date',
    'date time',
    'timestamp',
    '일시',
    '날짜',
    '통화일시',
    '시작일시',
    '시작시간',
  ],
};

const DIRECTIONS = {
  inbound: ['inbound', 'incoming', 'in', 'received', 'eingehend', '수신', '인바운드'],
  outbound: ['outbound', 'outgoing', 'out', 'dialed', 'sent', 'ausgehend', '발신', '발송', '아웃바운드'],
};

/** Every kind of table that is recognised. */
export const TABLE_KINDS: readonly TableKind[] = [
  {
    name: 'opportunities',
    rows: { records: 'opportunity' },
    columns: {
      id: [
        ...['deal id', 'opportunity id', 'record id', 'id', 'deal', 'deal no', 'opportunity', 'deal number'],
        ...['기회번호', '영업기회번호', '거래번호', '영업기회id', '딜번호', '번호'],
      ],
      created_at: CREATED,
      closed_at: [
        ...[
          'closed',
          'closed at',
          'close date',
          'closing date',
          'closed date',
          'deal closed on',
          'close time',
          'won time',
        ],
        ...['마감일', '종료일', '완료일', '수주일', '계약일'],
      ],
      status: ['status', 'deal status', 'outcome', 'result', 'state', '상태', '결과', '진행상태'],
      stage: ['stage', 'stage name', 'deal stage', 'sales stage', 'pipeline stage', '단계', '영업단계', '진행단계'],
      amount: [
        'amount',
        'value',
        'deal value',
        'close value',
        'deal amount',
        'revenue',
        'price',
        '금액',
        '거래금액',
        '예상금액',
        '계약금액',
        '매출액',
      ],
      currency: ['currency', 'currency iso code', 'deal currency', 'opportunity currency', '통화'],
      expected_close: [
        'expected close',
        'expected close date',
        'deal expected close date',
        '예상마감일',
        '예상종료일',
        '예상수주일',
      ],
      loss_reason: [
        'loss reason',
        'lost reason',
        'closed lost reason',
        'reason for loss',
        'deal lost reason',
        '실주사유',
        '실패사유',
        '패배사유',
      ],
      pipeline: ['pipeline', 'deal pipeline', '파이프라인'],
      competitor: ['competitor', 'main competitor', '경쟁사'],
      origin: ['lead source', 'source', 'original source', '유입경로', '리드소스'],
      stage_since: ['last stage change', 'last stage change date', 'stage change date', '단계변경일'],
      modified_at: MODIFIED,
      deleted: DELETED,
      ...WHO,
    },
    needs: [['id'], ['status', 'stage'], ['amount', 'closed_at']],
    words: {
      status: {
        won: [
          'won',
          'closed won',
          'win',
          'gewonnen',
          'gagné',
          'ganado',
          'vinto',
          '수주',
          '성공',
          '계약',
          '계약완료',
          '성사',
        ],
        lost: ['lost', 'closed lost', 'loss', 'verloren', 'perdu', 'perdido', 'perso', '실주', '실패', '패배', '취소'],
        open: [
          ...['open', 'in progress', 'active', 'new', 'pending', 'offen', 'ouvert', 'abierto'],
          ...['진행', '진행중', '진행 중', '대기', '신규', '협상중'],
        ],
      },
    },
  },
  {
    name: 'leads',
    rows: { records: 'lead' },
    columns: {
      id: ['lead id', 'lead', 'lead no', 'lead number', 'record id', 'id', '리드번호', '리드id', '번호'],
      created_at: CREATED,
      status: ['lead status', 'status', '리드상태', '상태'],
      closed_at: ['qualified', 'qualified at', 'qualified date', 'converted date', 'conversion date', '전환일'],
      reason: ['disqualification reason', 'unqualified reason', '부적격사유'],
      channel: ['channel', '채널'],
      origin: ['lead source', 'source', '유입경로', '리드소스'],
      contact: ['email', 'e-mail', 'email address', '이메일'],
      modified_at: MODIFIED,
      deleted: DELETED,
      ...WHO,
    },
    needs: [['id'], ['created_at'], ['status', 'origin', 'channel']],
    words: {
      status: {
        qualified: ['qualified', 'converted', 'closed - converted', 'sql', '적격', '전환', '전환완료'],
        disqualified: ['disqualified', 'unqualified', 'closed - not converted', 'junk', 'rejected', '부적격', '제외'],
        open: [
          'open',
          'new',
          'working',
          'contacted',
          'nurturing',
          'open - not contacted',
          'working - contacted',
          '신규',
          '진행중',
          '접촉',
        ],
      },
    },
  },
  {
    name: 'tickets',
    rows: { records: 'ticket' },
    columns: {
      id: ['ticket id', 'ticket', 'case number', 'case id', 'ticket number', 'id', '티켓번호', '문의번호', '접수번호'],
      created_at: CREATED,
      first_replied_at: [
        'first reply',
        'first response',
        'first replied at',
        'first response time',
        'first reply time',
        '최초응답일시',
        '첫응답',
      ],
      closed_at: [
        'resolved',
        'resolved at',
        'closed',
        'closed at',
        'closed date',
        'resolution time',
        '해결일',
        '해결일시',
        '처리완료일',
        '종료일',
      ],
      status: ['ticket status', 'case status', 'status', '상태', '처리상태'],
      priority: ['priority', 'severity', '우선순위', '중요도'],
      channel: ['channel', 'case origin', '채널', '접수채널'],
      modified_at: MODIFIED,
      ...WHO,
    },
    needs: [['id'], ['created_at'], ['priority', 'first_replied_at']],
    words: {
      status: {
        resolved: ['resolved', 'closed', 'solved', 'done', 'gelöst', 'geschlossen', '해결', '완료', '종료', '처리완료'],
        open: [
          'open',
          'new',
          'pending',
          'in progress',
          'waiting',
          'on hold',
          'escalated',
          'offen',
          '접수',
          '진행중',
          '대기',
          '보류',
        ],
      },
    },
  },
  {
    name: 'subscriptions',
    rows: { records: 'subscription' },
    columns: {
      id: ['subscription id', 'subscription', 'contract id', 'contract number', 'id', '구독번호', '계약번호'],
      created_at: CREATED,
      closed_at: [
        'cancelled',
        'canceled',
        'cancelled at',
        'canceled at',
        'end date',
        'ended',
        'cancellation date',
        '해지일',
        '종료일',
      ],
      status: ['subscription status', 'status', '상태', '구독상태'],
      mrr: ['mrr', 'monthly recurring revenue', 'monthly fee', 'monthly amount', '월구독료', '월요금', '월매출'],
      currency: ['currency', '통화'],
      reason: ['cancellation reason', 'churn reason', '해지사유'],
      ...WHO,
    },
    needs: [['id'], ['mrr'], ['account']],
    words: {
      status: {
        cancelled: ['cancelled', 'canceled', 'churned', 'ended', 'expired', '해지', '종료', '취소'],
        active: ['active', 'live', 'running', 'trialing', 'past_due', '이용중', '사용중', '정상', '활성'],
      },
    },
  },
  {
    name: 'calls',
    rows: { event: 'call.logged' },
    columns: {
      id: ['call id', 'call', 'id', 'record id', '통화번호', '통화id'],
      occurred_at: CALENDAR.time,
      direction: ['direction', 'call direction', 'call type', 'type', '방향', '통화구분', '구분'],
      outcome: ['outcome', 'call outcome', 'result', 'disposition', 'status', 'call status', '결과', '통화결과'],
      duration_s: [
        'duration',
        'duration s',
        'duration seconds',
        'call duration',
        'talk time',
        '통화시간',
        '통화시간(초)',
      ],
      ...WHO,
    },
    needs: [['id'], ['occurred_at'], ['direction'], ['outcome']],
    words: {
      direction: DIRECTIONS,
      outcome: {
        connected: ['connected', 'answered', 'completed', 'reached', 'talked', '연결', '통화', '응답', '성공'],
        no_answer: ['no answer', 'no_answer', 'missed', 'unanswered', 'not reached', '부재', '부재중', '무응답'],
        voicemail: ['voicemail', 'left voicemail', 'voice mail', '음성사서함', '음성메시지'],
        busy: ['busy', '통화중'],
        failed: ['failed', 'error', 'wrong number', 'canceled', '실패'],
      },
    },
  },
  {
    name: 'e-mails',
    rows: {
      event: 'email.sent',
      record: 'message',
      also: {
        delivered_at: 'email.delivered',
        opened_at: 'email.opened',
        clicked_at: 'email.clicked',
        replied_at: 'email.replied',
        bounced_at: 'email.bounced',
        unsubscribed_at: 'email.unsubscribed',
      },
    },
    columns: {
      id: ['message id', 'email id', 'e-mail id', 'mail id', 'message', '메일번호', '메일id', '메시지id'],
      occurred_at: ['sent', 'sent at', 'sent date', 'send time', 'send date', '발송일', '발송일시', ...CALENDAR.time],
      direction: ['direction', 'email direction', '방향', '구분'],
      thread: ['thread', 'thread id', 'conversation id', '대화번호'],
      list: ['list', 'sequence', 'cadence', 'mailing list', '목록', '시퀀스'],
      delivered_at: ['delivered', 'delivered at', '수신일시'],
      opened_at: ['opened', 'opened at', 'first opened', 'open time', '열람일시'],
      clicked_at: ['clicked', 'clicked at', 'first clicked', 'click time', '클릭일시'],
      replied_at: ['replied', 'replied at', 'reply time', '회신일시', '답장일시'],
      bounced_at: ['bounced', 'bounced at', '반송일시'],
      unsubscribed_at: ['unsubscribed', 'unsubscribed at', '수신거부일시'],
      contact: ['to', 'recipient', 'email', 'e-mail', '받는사람', '수신자'],
      ...WHO,
    },
    needs: [['id'], ['occurred_at']],
    words: { direction: DIRECTIONS },
  },
  {
    name: 'meetings',
    rows: {
      event: 'meeting.held',
      record: 'meeting',
      byStatus: { held: 'meeting.held', cancelled: 'meeting.cancelled', no_show: 'meeting.no_show', scheduled: null },
    },
    columns: {
      id: ['meeting id', 'meeting', 'event id', 'appointment id', '미팅번호', '미팅id', '회의번호'],
      occurred_at: ['meeting date', 'meeting time', 'meeting start', ...CALENDAR.time, '미팅일시', '회의일시'],
      status: ['meeting status', 'status', 'outcome', 'meeting outcome', '상태', '미팅상태'],
      ...WHO,
    },
    needs: [['id'], ['occurred_at']],
    words: {
      status: {
        held: ['held', 'completed', 'done', 'took place', 'attended', 'finished', '완료', '진행', '참석'],
        cancelled: ['cancelled', 'canceled', 'called off', '취소'],
        no_show: ['no show', 'no-show', 'no_show', 'missed', 'absent', '노쇼', '불참'],
        scheduled: ['scheduled', 'planned', 'confirmed', 'booked', 'rescheduled', '예정', '예약'],
      },
    },
  },
  {
    name: 'survey answers',
    rows: { event: 'survey.answered' },
    columns: {
      id: ['response id', 'answer id', 'survey id', 'id', '응답번호', '응답id'],
      occurred_at: [
        'answered',
        'answered at',
        'response date',
        'submitted',
        'submitted at',
        'completed at',
        ...CALENDAR.time,
        '응답일',
        '응답일시',
      ],
      score: ['score', 'nps', 'nps score', 'rating', 'recommend', '점수', '추천점수'],
      comment: ['comment', 'comments', 'feedback', 'reason', '의견', '코멘트'],
      contact: ['email', 'e-mail', 'respondent', '이메일'],
      ...WHO,
    },
    needs: [['id'], ['occurred_at'], ['score']],
    words: {},
  },
  {
    name: 'reviews',
    rows: { event: 'review.posted', record: 'review' },
    columns: {
      id: ['review id', 'review', 'id', '리뷰번호', '리뷰id'],
      occurred_at: ['posted', 'posted at', 'published', 'review date', ...CALENDAR.time, '작성일', '등록일'],
      rating: ['rating', 'stars', 'star rating', '별점', '평점'],
      site: ['site', 'platform', 'source', '사이트', '플랫폼'],
      ...WHO,
    },
    needs: [['id'], ['occurred_at'], ['rating'], ['site']],
    words: {},
  },
];
