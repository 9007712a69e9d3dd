import { expect, test } from 'vitest';
import { isUuidV7, uuidV7Time } from '@/lib/common/uuid';
import { mintId } from './event-id';

test('an id is a UUIDv7 of its moment, early and late ones too', () => {
  for (const moment of [0, 1, 1_764_000_000_123, 2 ** 48 - 1]) {
    const id = mintId(moment);
    expect(id).toSatisfy(isUuidV7);
    expect(uuidV7Time(id)).toBe(moment);
  }
});

test('no two ids of one moment are alike, nor do any of their free digits stand still', () => {
  const ids = Array.from({ length: 2_000 }, () => mintId(1_764_000_000_123));
  expect(new Set(ids).size).toBe(ids.length);
  const digits = ids.map((id) => id.replaceAll('-', ''));
  for (let at = 13; at < 32; at++) {
    if (at === 16) continue;
    expect(new Set(digits.map((text) => text[at])).size, `digit ${at}`).toBe(16);
  }
});
