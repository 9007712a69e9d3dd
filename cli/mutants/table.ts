/** One promise broken on purpose, and the test that has to notice. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The test file that turns red, and the test in it that does. */
  readonly tests: string;
  readonly guard: string;
}

const CRASH_MODEL = {
  tests: 'lib/lake/crash-model.test.ts',
  guard:
    'after any power cut every acked line is there, whole and once, and nothing else that reads as one',
};
const SEGMENT_LOG = 'lib/lake/segment-log.test.ts';
const COLLECTOR = 'lib/collector/collector.test.ts';
const FIREHOSE = 'lib/delivery/firehose.test.ts';

/** Each guard of the delivery contract, taken out. Run them all with `npm run mutants`. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'skip-file-sync',
    file: 'lib/lake/lake-io.ts',
    find: 'sync: () => handle.datasync(),',
    replace: 'sync: async () => undefined,',
    ...CRASH_MODEL,
  },
  {
    name: 'skip-folder-sync',
    file: 'lib/lake/lake-io.ts',
    find: '    await syncPath(at);\n',
    replace: '',
    ...CRASH_MODEL,
  },
  {
    name: 'sync-only-the-last-folder',
    file: 'lib/lake/lake-io.ts',
    find: 'if (at === dirname(root) || at === dirname(at)) return;',
    replace: 'return;',
    ...CRASH_MODEL,
  },
  {
    name: 'ack-before-sync',
    file: 'lib/lake/segment-log.ts',
    find: '      await target.file.sync();\n',
    replace: '      void target.file.sync().catch(() => undefined);\n',
    ...CRASH_MODEL,
  },
  {
    name: 'ack-a-failed-sync',
    file: 'lib/lake/segment-log.ts',
    find: '      await target.file.sync();\n',
    replace: '      await target.file.sync().catch(() => undefined);\n',
    ...CRASH_MODEL,
  },
  {
    name: 'sync-again-after-a-failed-sync',
    file: 'lib/lake/segment-log.ts',
    find: '      await target.file.sync();\n',
    replace: '      await target.file.sync().catch(() => target?.file.sync());\n',
    ...CRASH_MODEL,
  },
  {
    name: 'go-on-after-failed-sync',
    file: 'lib/lake/segment-log.ts',
    find: '      if (target) await abandon(target);\n',
    replace: '',
    tests: SEGMENT_LOG,
    guard: 'answers a failed sync to its whole group and goes on in a new file',
  },
  {
    name: 'ignore-short-write',
    file: 'lib/lake/segment-log.ts',
    find: 'while (written < bytes.length) {',
    replace: 'if (written < bytes.length) {',
    ...CRASH_MODEL,
  },
  {
    name: 'keep-torn-bytes',
    file: 'lib/lake/segment-log.ts',
    find: '() => (durableBytes > 0 ? file.truncate(durableBytes) : file.remove()),',
    replace: '() => Promise.resolve(),',
    tests: SEGMENT_LOG,
    guard: 'a full disk leaves whole lines behind and writing resumes when there is room',
  },
  {
    name: 'no-bound-on-the-queue',
    file: 'lib/lake/segment-log.ts',
    find: 'if (queuedBytes + bytes > maxQueuedBytes)',
    replace: 'if (bytes < 0)',
    tests: SEGMENT_LOG,
    guard: 'refuses as overloaded beyond its bound, and takes again once written',
  },
  {
    name: 'hand-out-a-torn-line',
    file: 'lib/lake/segments.ts',
    find: 'lastIndexOf(NEWLINE) + 1;',
    replace: 'length;',
    tests: 'lib/lake/lake-tail.test.ts',
    guard: 'reads segments of earlier and of other processes, without their torn last line',
  },
  {
    name: 'two-servers-on-one-lake',
    file: 'lib/lake/lake-lock.ts',
    find: 'if (holder && !same(holder, self) && lives(holder)) throw new LockedError(root, holder.pid);',
    replace: '',
    tests: 'lib/lake/lake-lock.test.ts',
    guard: 'one process holds a lake; the next is told who, until it lets go',
  },
  {
    name: 'replace-the-manifest-without-sync',
    file: 'lib/lake/lake-io.ts',
    find: '      await handle.sync();\n    } catch (error) {\n      await rm',
    replace: '    } catch (error) {\n      await rm',
    tests: 'lib/lake/manifest-crash.test.ts',
    guard: 'a power cut at any step of replacing the manifest leaves the old or the new one, whole',
  },
  {
    name: 'roll-what-is-rolled-already',
    file: 'lib/lake/roll-sql.ts',
    find: 's.event_id IS NOT NULL AS known,',
    replace: 'false AS known,',
    tests: 'lib/lake/keeper.test.ts',
    guard:
      'a copy that comes after its event was rolled is left out, before and after it is rolled',
  },
  {
    name: 'roll-both-copies',
    file: 'lib/lake/roll-sql.ts',
    find: 'PARTITION BY event_id ORDER BY',
    replace: 'PARTITION BY event_id, received_at, place ORDER BY',
    tests: 'lib/lake/keeper.test.ts',
    guard: 'puts each event once into the partition of the date inside its id',
  },
  {
    name: 'keep-in-the-tail-what-was-rolled',
    file: 'lib/analytics/duckdb-events.ts',
    find: 'DELETE FROM lake.tail WHERE',
    replace: 'DELETE FROM lake.tail WHERE false AND',
    tests: 'lib/lake/keeper.test.ts',
    guard: 'a query that began before sees each event once while files change under it',
  },
  {
    name: 'believe-a-finished-partition',
    file: 'lib/lake/lake-tail.ts',
    find: 'for (const { path } of await own()) {',
    replace: 'for (const { path } of (await own()).slice(-1)) {',
    tests: 'lib/lake/lake-tail.test.ts',
    guard: 'goes on where the clock was set back and the segment then closed',
  },
  {
    name: 'one-bad-line-poisons-its-chunk',
    file: 'lib/models/event-lines.ts',
    find: 'SELECT line, place, TRY(from_json(',
    replace: 'SELECT line, place, (from_json(',
    tests: 'lib/lake/segment-corruption.test.ts',
    guard:
      'whatever happens to a segment, each line that is whole is read and the others harm none',
  },
  {
    name: 'deduplicate-by-batch',
    file: 'lib/analytics/events-relation.ts',
    find: 'PRIMARY KEY (event_id))`,',
    replace: 'PRIMARY KEY (event_id, received_at))`,',
    tests: 'lib/analytics/deduplication.test.ts',
    guard: 'a batch replayed a hundred times, at other hours and on other days, counts once',
  },
  {
    name: 'ack-by-count',
    file: 'lib/tracker/transport.ts',
    find: "if (ids[0]) return { kind: 'acked', ids };",
    replace: `if (results.length > 0)
        return { kind: 'acked', ids: batch.events.slice(0, results.length).map(({ event_id }) => event_id) };`,
    tests: 'lib/tracker/acks.test.ts',
    guard: 'only what an answer names is let go of, whatever its length and order',
  },
  {
    name: 'forget-the-whole-batch',
    file: 'lib/tracker/sender.ts',
    find: 'await queue.remove(drop ? [...outcome.ids, drop.event_id] : outcome.ids);',
    replace: 'await queue.remove(events.map(({ event_id }) => event_id));',
    tests: 'lib/tracker/acks.test.ts',
    guard: 'only what an answer names is let go of, whatever its length and order',
  },
  {
    name: 'believe-a-captive-portal',
    file: 'lib/tracker/transport.ts',
    find: '    const { v, batch_id, results, code }',
    replace: `    if (status === 200) return { kind: 'acked', ids: batch.events.map(({ event_id }) => event_id) };
    const { v, batch_id, results, code }`,
    tests: 'lib/tracker/transport.test.ts',
    guard: 'lets go of nothing for %s',
  },
  {
    name: 'believe-FailedPutCount',
    file: 'lib/delivery/firehose.ts',
    find: '  const entries = output.RequestResponses ?? [];\n',
    replace: `  if (output.FailedPutCount === 0) return { refused: [], retry: false, message: '' };
  const entries = output.RequestResponses ?? [];
`,
    tests: FIREHOSE,
    guard: 'does not believe FailedPutCount, in either direction',
  },
  {
    name: 'ignore-ErrorCode',
    file: 'lib/delivery/firehose.ts',
    find: 'return entry?.ErrorCode !== undefined || !entry?.RecordId;',
    replace: 'return !entry;',
    tests: FIREHOSE,
    guard: 'sends only the refused records again',
  },
  {
    name: 'ack-an-answer-of-wrong-length',
    file: 'lib/delivery/firehose.ts',
    find: 'if (entries.length !== records.length) {',
    replace: 'if (entries.length < 0) {',
    tests: FIREHOSE,
    guard: 'an answer with %i entries too many acknowledges nothing',
  },
  {
    name: 'retry-into-a-throttled-stream',
    file: 'lib/delivery/firehose.ts',
    find: 'const mostTries = givenUp > 0 ? 1 : MAX_TRIES;',
    replace: 'const mostTries = MAX_TRIES;',
    tests: FIREHOSE,
    guard: 'a stream that is throttled for long is asked no more often than a well one',
  },
  {
    name: 'delete-before-it-is-marked',
    file: 'lib/delivery/redrive.ts',
    find: '    await store.put(mark, body);\n    await store.delete(key);',
    replace: '    await store.delete(key);\n    await store.put(mark, body);',
    tests: 'lib/delivery/redrive.test.ts',
    guard:
      'a run that dies between any two steps loses nothing, and what is marked is not sent twice',
  },
  {
    name: 'merge-every-copy',
    file: 'lib/models/athena-statements.ts',
    find: ') AS copies WHERE copy = 1 AND dt IS NOT NULL',
    replace: ') AS copies WHERE copy >= 1 AND dt IS NOT NULL',
    tests: 'e2e/fixtures/aws-stand-ins.test.ts',
    guard: 'the tables hold each event once, copies are counted, and what is late changes its day',
  },
  {
    name: 'answer-all-by-the-first-outcome',
    file: 'lib/delivery/open-calls.ts',
    find: 'call.resolve(call.outcomes);',
    replace: 'call.resolve(call.outcomes.map((outcome) => call.outcomes[0] ?? outcome));',
    tests: 'lib/delivery/firehose-outcomes.test.ts',
    guard: 'whatever is refused and resent, every outcome is that of its own line',
  },
  {
    name: 'ack-what-the-sink-refused',
    file: 'lib/collector/collector.ts',
    find: '    if (unkept) {\n',
    replace: '    if (unkept && rng() < 0) {\n',
    tests: COLLECTOR,
    guard: 'nothing is acknowledged and the sender is told when to come back',
  },
  {
    name: 'drop-what-was-rejected',
    file: 'lib/collector/collector.ts',
    find: "sink.put('failed', failed)",
    replace: "sink.put('failed', [])",
    tests: 'lib/collector/composed-faults.test.ts',
    guard: 'any three faults together lose, invent and alter nothing, and service comes back',
  },
  {
    name: 'no-overload-refusal',
    file: 'lib/collector/gate.ts',
    find: 'if (queuedBytes > MAX_QUEUED_BYTES || lagMs > MAX_LAG_MS) {',
    replace: 'if (queuedBytes < 0 || lagMs < 0) {',
    tests: COLLECTOR,
    guard: 'a full sink sheds before the body is read',
  },
  {
    name: 'one-id-two-events',
    file: 'lib/collector/collector.ts',
    find: 'if (before !== undefined && before !== line)',
    replace: 'if (before === line && rng() < 0)',
    tests: COLLECTOR,
    guard: 'takes the same event twice and refuses another under the same id',
  },
  {
    name: 'believe-the-clients-price',
    file: 'lib/collector/read-event.ts',
    find: '      unit_price: price === null ? undefined : toDecimal(price),\n',
    replace: `      unit_price:
        price === null ? undefined : ((raw as { unit_price?: number }).unit_price ?? toDecimal(price)),
`,
    tests: COLLECTOR,
    guard: 'prices what goes into the cart by the catalogue, whatever the client says',
  },
  {
    name: 'purchase-from-a-browser',
    file: 'lib/collector/read-event.ts',
    find: "if (event.event_type === 'purchase' && !traffic && !batch.fromServer) {",
    replace: "if (event.event_type === 'purchase' && batch.receivedAt < 0) {",
    tests: COLLECTOR,
    guard: 'with %s nobody is believed',
  },
  {
    name: 'correct-the-clock-without-a-flag',
    file: 'lib/collector/read-event.ts',
    find: "  if (skew !== 0) flags.push('clock_skew');\n",
    replace: '',
    tests: COLLECTOR,
    guard: 'corrects a clock that is off, flags it and keeps the original',
  },
  {
    name: 'confirm-an-order-that-is-not-durable',
    file: 'lib/orders/order-desk.ts',
    find: 'if (outcomes.some((outcome) => !outcome.ok)) return',
    replace: 'if (outcomes.length < 0) return',
    tests: 'lib/orders/order-desk.test.ts',
    guard: 'is not confirmed where its purchases could not be made durable',
  },
  {
    name: 'another-id-for-each-try-of-an-order',
    file: 'lib/events/purchase-event-id.ts',
    find: 'formatUuidV7(uuidV7Time(orderId), hash)',
    replace: 'formatUuidV7(uuidV7Time(orderId), crypto.getRandomValues(hash))',
    tests: 'lib/orders/order-desk.test.ts',
    guard: 'a retry gives the same order and the same event ids',
  },
  {
    name: 'wait-for-a-disk-for-ever',
    file: 'lib/lake/segment-log.ts',
    find: 'setTimeout(() => giveUp(group), maxCommitMs)',
    replace: 'setTimeout(() => undefined, maxCommitMs)',
    tests: 'lib/lake/segment-log.test.ts',
    guard: 'a disk that does not answer is given up in time, and taken again when it does',
  },
  {
    name: 'hang-up-on-a-sender-in-mid-body',
    file: 'server/collector-door.ts',
    find: 'linger(request, () => response.end());',
    replace: 'response.end();',
    tests: 'server/collector-door.test.ts',
    guard: 'who sends far too much, and listens only when all is sent, hears that it was',
  },
  {
    name: 'any-signature-will-do',
    file: 'lib/common/signed-json.ts',
    find: 'if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;',
    replace: 'if (given.length > 64 && !timingSafeEqual(given, expected)) return null;',
    tests: 'lib/common/common.test.ts',
    guard: 'is worth nothing with %s',
  },
];
