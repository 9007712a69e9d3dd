import { COLUMNS, type Column, MAX_TEXT } from './columns';
import type { FailureReason } from './validate';

/** What a stored event breaks of the contract. */
export interface StoredFault {
  readonly reason: FailureReason;
  readonly field?: string;
}

const INT_MAX = 2 ** 31 - 1;

/** Whether a value is an event as the lake stores it, by the columns alone; null where it is. */
export function storedFault(value: unknown): StoredFault | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { reason: 'not_object' };
  }
  for (const column of COLUMNS as readonly Column[]) {
    const field = (value as Record<string, unknown>)[column.name] ?? null;
    if (field === null && column.nullable) continue;
    if (field !== null && fits(column, field)) continue;
    const { name } = column;
    if (name === 'event_id') return { reason: 'bad_id', field: name };
    return { reason: field === null ? 'missing_field' : 'bad_field', field: name };
  }
  return null;
}

function fits({ kind, values, pattern, maxLength, min, max }: Column, value: unknown): boolean {
  if (kind === 'string') {
    if (typeof value !== 'string' || value.length > (maxLength ?? MAX_TEXT)) return false;
    return (values?.includes(value) ?? true) && (pattern?.test(value) ?? true);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (kind !== 'decimal' && !Number.isSafeInteger(value)) return false;
  return value >= (min ?? 0) && value <= (max ?? (kind === 'int' ? INT_MAX : Infinity));
}
