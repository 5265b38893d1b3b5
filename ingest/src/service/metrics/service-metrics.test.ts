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

  it('counts events by what became of them, without their source', async () => {
    await service.post(JSON.stringify([exampleEvent(1), exampleEvent(2), { id: 'e3', type: 'unknown' }]));
    await service.post(JSON.stringify([exampleEvent(1)]));
    const text = await read();
    expect(valueOf(text, 'saleshub_events_written_total{verdict="accepted"}')).toBe('2');
    expect(valueOf(text, 'saleshub_events_written_total{verdict="duplicate"}')).toBe('1');
    expect(valueOf(text, 'saleshub_events_refused_total')).toBe('1');
    expect(text).not.toContain('crm');
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
});
