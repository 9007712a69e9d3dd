import type { FailureReason } from '@/lib/events/validate';

export interface ReasonWords {
  readonly title: string;
  /** What was found, and what usually lies behind it. */
  readonly words: string;
  /** Why it is never read again; absent where a fix may let it pass. */
  readonly never?: string;
}

/** Each reason as a person reads it, and whether events of it can be replayed (decision 23). */
export const REASONS: Readonly<Record<FailureReason, ReasonWords>> = {
  not_object: {
    title: 'Not an event at all',
    words: 'A number, a text or a list stood where an event belongs: whoever sent it is broken.',
    never: 'There are no fields in it that any rule could read.',
  },
  too_large: {
    title: 'Larger than 16 KiB',
    words: 'One event was larger than all that the contract’s fields can hold.',
    never: 'Only its first 16 KiB are kept: the rest is not there to be read.',
  },
  too_deep: {
    title: 'Nested too deeply',
    words: 'An unknown field goes more than eight levels down.',
  },
  too_many_keys: {
    title: 'Too many fields',
    words: 'More than 64 fields in one event.',
  },
  bad_key: {
    title: 'A field’s name is not allowed',
    words:
      'Names have small letters, digits and underscores, and none is one that readers trip over.',
  },
  missing_field: {
    title: 'A field is missing',
    words:
      'The contract wants it and nobody but the sender knows it. An old tracker, or a new one that forgets it.',
  },
  bad_field: {
    title: 'A field’s value is not allowed',
    words:
      'It is of another kind, too long, or outside its list: often a page or element that this release does not know yet.',
  },
  unknown_type: {
    title: 'Unknown type of event',
    words: 'None of view, click, add_to_cart and purchase: often a newer tracker than this server.',
  },
  bad_id: {
    title: 'No usable id',
    words: 'The id is missing or no UUIDv7, so that copies could not be told apart.',
  },
  bad_time: {
    title: 'Not a believable time',
    words:
      'More than a day ahead or 30 days old when it arrived, even after its clock was put right.',
  },
  unknown_product: {
    title: 'A product that is not in the catalogue',
    words:
      'It could not be priced. A product that was taken out, or one that this release did not have yet.',
  },
  server_only: {
    title: 'A purchase that the server did not make',
    words: 'Purchases are recorded by the server that takes the order; browsers may not send them.',
    never:
      'The order itself is recorded already, or there is none: replaying it would invent revenue.',
  },
  id_collision: {
    title: 'Another event’s id',
    words: 'Two different events of one batch had one id. The first one is kept.',
    never: 'Its id is taken by an event that is kept: there can be no second one.',
  },
};

const KNOWN: ReadonlySet<string> = new Set(Object.keys(REASONS));

export function isReason(text: unknown): text is FailureReason {
  return typeof text === 'string' && KNOWN.has(text);
}
