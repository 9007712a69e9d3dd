import { describe, expect, test } from 'vitest';
import { MAX_BATCH_EVENTS } from '@/lib/events/batch';
import { readContext, readEnvelope } from './envelope';

const SOUND = {
  v: 1,
  batch_id: 'b-1',
  sent_at: '2026-11-24T08:00:00.000Z',
  context: {},
  events: [1],
};
const FULL = { user_agent: 'x', time_zone: 'Europe/Dublin', touch: true, store: 'mem' };

describe('an envelope', () => {
  test('is read with its events as they are and nothing beside the contract', () => {
    expect(readEnvelope({ ...SOUND, more: 1 })).toEqual({
      batch_id: 'b-1',
      sent_at: SOUND.sent_at,
      context: { user_agent: '', time_zone: '', touch: false, store: 'idb' },
      events: [1],
    });
  });

  test('holds as many events as the contract allows, and not one more', () => {
    const events = new Array(MAX_BATCH_EVENTS).fill({});
    expect(readEnvelope({ ...SOUND, events })).toMatchObject({ batch_id: 'b-1' });
    expect(readEnvelope({ ...SOUND, events: [...events, {}] })).toBe('too_large');
  });

  test.each([
    ['null', null],
    ['a list', [SOUND]],
    ['a text', 'batch'],
    ['another version', { ...SOUND, v: 2 }],
    ['a version as text', { ...SOUND, v: '1' }],
    ['no id', { ...SOUND, batch_id: undefined }],
    ['an id with a blank', { ...SOUND, batch_id: 'a b' }],
    ['an id of 65 characters', { ...SOUND, batch_id: 'x'.repeat(65) }],
    ['an id ended by a line break', { ...SOUND, batch_id: 'x\n' }],
    ['a number as time', { ...SOUND, sent_at: 1 }],
    ['a time without milliseconds', { ...SOUND, sent_at: '2026-11-24T08:00:00Z' }],
    ['no context', { ...SOUND, context: undefined }],
    ['no events', { ...SOUND, events: [] }],
    ['events that are no list', { ...SOUND, events: { 0: {}, length: 1 } }],
  ])('is refused: %s', (_, json) => {
    expect(readEnvelope(json)).toBeNull();
  });
});

describe('a context', () => {
  test('keeps what is sound, drop counts among it', () => {
    const dropped = { overflow: 0, expired: 1_000_000 };
    expect(readContext({ ...FULL, dropped, more: 1 })).toEqual({ ...FULL, dropped });
  });

  test.each([
    ['nothing', null],
    ['a list', []],
    ['a long user agent', { user_agent: 'x'.repeat(1025) }],
    ['a user agent of null', { user_agent: null }],
    ['a long time zone', { time_zone: 'x'.repeat(65) }],
    ['touch as a number', { touch: 1 }],
    ['an unknown store', { store: 'disk' }],
    ['drops as a list', { dropped: [1] }],
    ['drops of null', { dropped: null }],
    ['a negative drop', { dropped: { overflow: -1 } }],
    ['half a drop', { dropped: { overflow: 0.5 } }],
    ['a drop as text', { dropped: { overflow: '1' } }],
    ['a drop without end', { dropped: { overflow: Number.POSITIVE_INFINITY } }],
    ['more drops than anybody has', { dropped: { overflow: 1_000_001 } }],
    ['a long reason', { dropped: { ['x'.repeat(33)]: 1 } }],
  ])('is refused: %s', (_, value) => {
    expect(readContext(value)).toBeNull();
  });
});
