import type { ReportingSettings } from '@saleshub/model';

/** The tools of the demo company. Those that work on the CRM's records share its namespace. */
export const DEMO_SOURCES = [
  { source: 'crm', namespace: 'crm', primary: true },
  { source: 'mail', namespace: 'crm', primary: true },
  { source: 'telephony', namespace: 'crm', primary: false },
  { source: 'dialer', namespace: 'dialer', primary: false },
  { source: 'calendar', namespace: 'crm', primary: false },
  { source: 'web', namespace: 'crm', primary: false },
  { source: 'helpdesk', namespace: 'helpdesk', primary: false },
  { source: 'survey', namespace: 'survey', primary: false },
  { source: 'reviews', namespace: 'reviews', primary: false },
  { source: 'billing', namespace: 'billing', primary: false },
  { source: 'product', namespace: 'product', primary: false },
] as const;
export type DemoSource = (typeof DEMO_SOURCES)[number]['source'];

/** The pipelines with their stages in order. */
export const DEMO_PIPELINES = {
  'New business': ['Qualification', 'Discovery', 'Demo', 'Proposal', 'Negotiation'],
  Expansion: ['Discovery', 'Proposal', 'Negotiation'],
} as const;

/** What the demo company's numbers are reported in. Its calendar does not confirm every meeting that took place. */
export const DEMO_SETTINGS = {
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  weekStart: 'monday',
  primarySources: DEMO_SOURCES.filter(({ primary }) => primary).map(({ source }) => source),
  heldImpliedSources: ['calendar'],
  pipelines: Object.fromEntries(Object.entries(DEMO_PIPELINES).map(([name, stages]) => [name, [...stages]])),
} as const satisfies Partial<ReportingSettings>;

export type Pipeline = keyof typeof DEMO_PIPELINES;

export const SEGMENTS = ['Small business', 'Mid-market', 'Enterprise'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** What a deal of the segment is like. */
export const SEGMENT_DEALS: Record<Segment, { amount: number; cycleDays: number; win: number; monthlyChurn: number }> =
  {
    'Small business': { amount: 6_500, cycleDays: 29, win: 0.1, monthlyChurn: 0.034 },
    'Mid-market': { amount: 19_000, cycleDays: 42, win: 0, monthlyChurn: 0.022 },
    Enterprise: { amount: 58_000, cycleDays: 66, win: -0.15, monthlyChurn: 0.012 },
  };

/** The products; `price` scales the amount of a deal, `win` shifts its log-odds. */
export const PRODUCTS = [
  { name: 'Beacon Core', share: 40, price: 1, win: 0.1 },
  { name: 'Beacon Analytics', share: 25, price: 0.7, win: 0.2 },
  { name: 'Beacon Connect', share: 20, price: 0.5, win: -0.05 },
  { name: 'Beacon Assist', share: 15, price: 1.2, win: -0.35 },
] as const;
export type Product = (typeof PRODUCTS)[number];

/** What is bought beside subscriptions. */
export const SERVICES = ['Onboarding', 'Admin Training', 'Data Migration', 'Premium Support'] as const;

export const FEATURES = ['reports', 'automation', 'integrations', 'assistant'] as const;

export const COMPETITORS = ['Brightlane CRM', 'Halden Suite', 'Quorvia', 'Tessaro'] as const;
export type Competitor = (typeof COMPETITORS)[number];

export const TEAMS = {
  'Enterprise EMEA': { region: 'EMEA', win: 0.1 },
  'Growth EMEA': { region: 'EMEA', win: 0.35 },
  'Enterprise Americas': { region: 'Americas', win: -0.2 },
  'Growth Americas': { region: 'Americas', win: 0.05 },
  'Sales APAC': { region: 'APAC', win: -0.45 },
  'Customer Success': { region: null, win: 0.75 },
} as const;
export type Team = keyof typeof TEAMS;
