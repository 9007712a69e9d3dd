import { describe, expect, test } from 'vitest';
import { auditProducerRun, type ProducerRun, producerRun } from '@/lib/testing/producer-run';
import { FAULT_NAMES, type Fault } from '@/lib/traffic/faults/dials';

const SHARES: Readonly<Record<Fault, number>> = {
  duplicate: 0.05,
  late: 0.04,
  out_of_order: 0.1,
  unknown_field: 0.05,
  malformed: 0.03,
  clock_skew: 0.2,
  consent_withheld: 0.1,
  bot_flood: 0.3,
};
const run = await producerRun({ shares: SHARES, seconds: 60 });

const dosedIds = (fault: Fault) =>
  run.entries.flatMap((entry) => (entry.t === 'dose' && entry.fault === fault ? entry.ids : []));
const doubt = async (change: Partial<ProducerRun>) => {
  const { agrees, doses, findings } = await auditProducerRun({ ...run, ...change });
  const missed = findings.filter(({ kind }) => kind === 'dose_missed').flatMap((f) => f.examples);
  return { agrees, missed, faults: doses.filter((d) => d.found < d.dosed).map((d) => d.fault) };
};
/** The lines with one event's field changed. */
const changed = (id: string | undefined, change: object) =>
  run.events.map((line) => {
    const event = JSON.parse(line);
    return event.event_id === id ? JSON.stringify({ ...event, ...change }) : line;
  });

describe('faults done on purpose', () => {
  test('are in the ledger, each of them, in about the share that was asked for', async () => {
    expect(run.counts.failed).toBe(0);
    for (const fault of FAULT_NAMES) {
      expect(dosedIds(fault).length, fault).toBeGreaterThan(10);
      expect(dosedIds(fault)).toHaveLength(run.counts.dosed[fault] ?? 0);
    }
    const planned = 20 * 60;
    expect(Math.abs(dosedIds('bot_flood').length / planned - 0.3)).toBeLessThan(0.05);
    expect(Math.abs(dosedIds('malformed').length / planned - 0.03)).toBeLessThan(0.01);
  });

  test('are found by the audit, as many as were done, and nothing else is', async () => {
    const audit = await auditProducerRun(run);
    expect(audit.doses).toEqual(
      FAULT_NAMES.map((fault) => {
        const dosed = new Set(dosedIds(fault)).size;
        return { fault, dosed, found: dosed };
      }),
    );
    expect(audit.findings).toEqual([]);
    expect(audit.agrees).toBe(true);
  });

  test('none is no dose', async () => {
    const plain = await producerRun({ seconds: 20 });
    const audit = await auditProducerRun(plain);
    expect(audit).toMatchObject({ doses: [], findings: [], agrees: true });
  });
});

describe('a dose that cannot be seen is missed', () => {
  test('a copy that raw does not have', async () => {
    const [id = ''] = dosedIds('duplicate');
    const first = run.events.findIndex((line) => line.includes(`"event_id":"${id}"`));
    const events = run.events.filter((_, at) => at !== first);
    const found = await doubt({ events });
    expect(found).toMatchObject({ agrees: false, faults: ['duplicate'] });
    expect(found.missed).toMatchObject([{ fault: 'duplicate', event_id: id }]);
  });

  test('one that is said to have come in time', async () => {
    const [id] = dosedIds('late');
    const line = run.events.find((text) => text.includes(`"event_id":"${id}"`)) ?? '';
    const events = changed(id, { received_at: JSON.parse(line).timestamp });
    expect(await doubt({ events })).toMatchObject({ agrees: false, faults: ['late'] });
  });

  test('one that is said to have come in order', async () => {
    const [id] = dosedIds('out_of_order');
    const line = run.events.find((text) => text.includes(`"event_id":"${id}"`)) ?? '';
    const events = changed(id, { received_at: JSON.parse(line).timestamp });
    expect(await doubt({ events })).toMatchObject({ agrees: false, faults: ['out_of_order'] });
  });

  test('unknown fields that were dropped', async () => {
    const events = changed(dosedIds('unknown_field')[0], { extra: undefined });
    expect(await doubt({ events })).toMatchObject({ agrees: false, faults: ['unknown_field'] });
  });

  test('a clock that was corrected to a wrong time', async () => {
    const [id] = dosedIds('clock_skew');
    const line = run.events.find((text) => text.includes(`"event_id":"${id}"`)) ?? '{}';
    const events = changed(id, { event_ms: JSON.parse(line).event_ms + 3_600_000 });
    expect((await doubt({ events })).faults).toEqual(['clock_skew']);
  });

  test('what broke the contract and is kept nowhere', async () => {
    const [id = ''] = dosedIds('malformed');
    const failed = run.failed.filter((line) => !line.includes(id));
    expect(await doubt({ failed })).toMatchObject({ agrees: false, faults: ['malformed'] });
  });

  test('a robot that is taken for a shopper', async () => {
    const events = changed(dosedIds('bot_flood')[0], { actor: 'producer' });
    expect((await doubt({ events })).faults).toEqual(['bot_flood']);
  });

  test('an event of somebody who did not allow it', async () => {
    const [id] = dosedIds('consent_withheld');
    const line = JSON.stringify({ ...JSON.parse(run.events[0] ?? '{}'), event_id: id });
    const found = await doubt({ events: [...run.events, line] });
    expect(found).toMatchObject({ agrees: false, faults: ['consent_withheld'] });
  });
});
