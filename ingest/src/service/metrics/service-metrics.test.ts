import { exampleEvent, startForTest, type ServiceUnderTest } from '../testing/service-under-test';

describe('GET /metrics', () => {
  let service: ServiceUnderTest;
  beforeEach(async () => {
    service = await startForTest();
  });
  afterEach(() => service.running.close());

  const read = async () => (await fetch(`${service.url}/metrics`)).text();
  /** The value of one sample, by the whole of its name and labels; undefined where there is none. */
  const valueOf = (text: string, sample: string) =>
    text
      .split('\n')
      .find((line) => line.startsWith(`${sample} `))
      ?.slice(sample.length + 1);

  it('is in the text format of Prometheus, needs no key and knows the process', async () => {
    const response = await fetch(`${service.url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(Number(valueOf(await response.text(), 'process_resident_memory_bytes'))).toBeGreaterThan(0);
  });

  it('counts events by what became of them', async () => {
    await service.post(JSON.stringify([exampleEvent(1), exampleEvent(2), { id: 'e3', type: 'unknown' }]));
    await service.post(JSON.stringify([exampleEvent(1)]));
    const text = await read();
    expect(valueOf(text, 'saleshub_events_written_total{verdict="accepted"}')).toBe('2');
    expect(valueOf(text, 'saleshub_events_written_total{verdict="duplicate"}')).toBe('1');
    expect(valueOf(text, 'saleshub_events_refused_total{code="unknown_type"}')).toBe('1');
  });

  it('times requests by the route that was declared, and all that is made up as one', async () => {
    await service.post('[]');
    await fetch(`${service.url}/v1/imports/made-up-1`);
    await fetch(`${service.url}/made-up-2`);
    const text = await read();
    const durations = 'saleshub_http_request_duration_seconds_count';
    expect(valueOf(text, `${durations}{method="POST",route="/v1/events",status="200"}`)).toBe('1');
    expect(valueOf(text, `${durations}{method="GET",route="/v1/imports/:id",status="401"}`)).toBe('1');
    expect(valueOf(text, `${durations}{method="GET",route="none",status="404"}`)).toBe('1');
    expect(text).not.toContain('made-up');
  });

  it('measures batches, and how long each source waits for them', async () => {
    service.metrics.observer.onTaken('crm', 30);
    service.metrics.observer.onStored(200, 70);
    const text = await read();
    expect(valueOf(text, 'saleshub_queue_wait_seconds_bucket{le="0.05",source="crm"}')).toBe('1');
    expect(valueOf(text, 'saleshub_queue_wait_seconds_sum{source="crm"}')).toBe('0.03');
    expect(valueOf(text, 'saleshub_batch_events_sum')).toBe('200');
    expect(valueOf(text, 'saleshub_batch_store_duration_seconds_sum')).toBe('0.07');
  });

  it('looks at queue and state when it is asked, and goes without a state that is not known', async () => {
    const waiting = new Map([['crm', { rows: 7, bytes: 700 }]]);
    const coverage = jest.fn(() => Promise.resolve({ stateLag: 1.5, newestAge: 3 }));
    await service.running.close();
    service = await startForTest({ activity: { waiting: () => waiting, coverage } });
    const text = await read();
    expect(valueOf(text, 'saleshub_queue_events{source="crm"}')).toBe('7');
    expect(valueOf(text, 'saleshub_state_lag_seconds')).toBe('1.5');
    expect(valueOf(text, 'saleshub_newest_batch_age_seconds')).toBe('3');
    expect(coverage).toHaveBeenCalledTimes(1);
    waiting.clear();
    coverage.mockRejectedValue(new Error('no answer'));
    const later = await read();
    expect(valueOf(later, 'saleshub_queue_events{source="crm"}')).toBeUndefined();
    expect(valueOf(later, 'saleshub_state_lag_seconds')).toBe('Nan');
    expect(valueOf(later, 'nodejs_eventloop_lag_seconds')).toBeDefined();
  });
});
