import { chanceOf } from '../harness/chance';
import { startHub, type TestedHub } from '../harness/hub';
import { readAnswer, type HubAnswer } from '../harness/hub-answer';
import { aboutOnly, isOfHistories } from '../harness/named-question';
import { queryOf } from '../harness/query';
import { nameHistory } from '../histories/history';
import { answer, questionOf } from '../plain/example';
import type { Question } from '../plain/question';
import { expectGolden, type GivenAnswer } from './compare';
import { GOLDEN } from './index';
import type { GoldenAnswer } from './golden';

describe('the plain reference gives the golden answers', () => {
  it.each(GOLDEN)('$title', ({ answers }) => {
    for (const golden of answers) expectGolden(answerPlainly(golden), golden);
  });
});

function answerPlainly({ events, asked }: GoldenAnswer): GivenAnswer {
  const { rows, leftOut } = answer(events, asked);
  return { leftOut, rows: rows.map((row) => ({ ...row, previous: row.changed?.previous ?? null })) };
}

const SEED = 1;

/** The tiny companies live in one store, under names of their own, as far as the metric can be filtered by them. */
describe('the hub gives the golden answers', () => {
  const chance = chanceOf(SEED);
  const together = GOLDEN.flatMap(({ answers }) => answers).filter(({ asked }) => isOfHistories(asked));
  const names = new Map([...new Set(together.map(keyOf))].map((key, index) => [key, `g${index}`]));
  let shared: TestedHub;
  let own: TestedHub;
  let known: string | undefined;

  beforeAll(async () => {
    [shared, own] = await Promise.all([startHub(), startHub()]);
    const companies = new Map(together.map((golden) => [keyOf(golden), golden.events]));
    const events = [...companies].flatMap(([key, ofCompany]) => nameHistory(ofCompany, names.get(key) ?? ''));
    await shared.write(events, chance);
  });
  afterAll(async () => {
    await Promise.all([shared.close(), own.close()]);
  });

  it.each(GOLDEN)('$title', async ({ answers }) => {
    for (const golden of answers) expectGolden(await ask(golden), golden);
  });

  async function ask(golden: GoldenAnswer): Promise<GivenAnswer> {
    const { asked } = golden;
    const name = names.get(keyOf(golden));
    if (name !== undefined && isOfHistories(asked)) {
      return read(await answerOf(shared, aboutOnly(questionOf(asked), [name])), `${name}:`);
    }
    return read(await answerOf(await ownHub(golden), questionOf(asked)), '');
  }

  /** The hub that knows of one company alone, filled again where the question before was about another. */
  async function ownHub({ events, asked }: GoldenAnswer): Promise<TestedHub> {
    const key = JSON.stringify([events, asked.rejections]);
    if (key === known) return own;
    await own.clear();
    await own.reject(asked.rejections ?? []);
    await own.write(events, chance);
    known = key;
    return own;
  }
});

function keyOf({ events }: GoldenAnswer): string {
  return JSON.stringify(events);
}

async function answerOf(hub: TestedHub, question: Question): Promise<HubAnswer> {
  return readAnswer(await hub.answer(queryOf(question), question), question);
}

function read({ rows, leftOut }: HubAnswer, prefix: string): GivenAnswer {
  return {
    leftOut,
    rows: rows.map(({ time, groups, numbers }) => ({
      time,
      groups: groups.map((group) => (group.startsWith(prefix) ? group.slice(prefix.length) : group)),
      value: numberOf(numbers.value),
      n: Number(numbers.n),
      previous: numberOf(numbers.previous),
    })),
  };
}

const numberOf = (value: unknown) => (value === null || value === undefined ? null : Number(value));
