import { type Opened, openDuckdb } from '@/lib/analytics/duckdb-open';
import { systemClock } from '@/lib/common/clock';
import { createLakeReader } from '@/lib/lake/lake-reader';
import type { OwnSegment } from '@/lib/lake/lake-tail';
import { RAW_EVENTS } from '@/lib/lake/layout';
import type { Manifest } from '@/lib/lake/manifest';
import type { ManifestReader } from '@/lib/lake/manifest-file';
import { sqlText } from '@/lib/lake/parquet-relation';
import type {
  ChildQuestion,
  ConsoleChildSetting,
  FromConsoleChild,
  ToConsoleChild,
} from './child-messages';
import { ConsoleError } from './console-engine';
import { answerParts, assertAllowed, prepared } from './duckdb-answer';
import { duckdbError } from './duckdb-error';

/**
 * Answers one question and is then ended: whatever a statement does to it, nobody else meets it. It
 * is started ahead, and while it waits it takes in what becomes durable, so that the question does
 * not have to.
 */
const FRESHEN_MS = 20_000;
const EXPORTED = 'answer.parquet';

const wanted = new Map<number, (message: ToConsoleChild) => void>();
let asking = 0;
let mayGoOn: (() => void) | null = null;
let allowed = 0;

const say = (message: FromConsoleChild) => process.send?.(message);

function asked<Kind extends 'own' | 'manifest'>(
  message: (id: number) => Extract<FromConsoleChild, { kind: Kind }>,
): Promise<Extract<ToConsoleChild, { kind: Kind }>> {
  asking += 1;
  const id = asking;
  return new Promise((resolve) => {
    wanted.set(id, resolve as (message: ToConsoleChild) => void);
    say(message(id));
  });
}

async function own(): Promise<readonly OwnSegment[]> {
  return (await asked<'own'>((id) => ({ kind: 'own', id }))).segments;
}

/** The folder that the manifest lies in also holds secrets, and is closed to this process. */
function manifestsOfServer(): ManifestReader {
  let known: Manifest | null = null;
  return {
    async read() {
      const generation = known?.generation ?? null;
      const told = await asked<'manifest'>((id) => ({ kind: 'manifest', id, generation }));
      known = told.manifest ?? known;
      if (!known) throw new Error('the server told no manifest');
      return known;
    },
  };
}

function open({ root, products, memory, exportFolder }: ConsoleChildSetting): Promise<Opened> {
  const manifests = manifestsOfServer();
  const lake = createLakeReader({ root, folder: RAW_EVENTS, clock: systemClock, own, manifests });
  return openDuckdb({
    lake,
    products,
    ...(exportFolder !== null && { mayWrite: exportFolder }),
    settings: [
      `SET GLOBAL memory_limit = ${sqlText(memory)}`,
      'SET GLOBAL threads = 1',
      // What does not fit is refused: the disk is for what is taken in.
      `SET GLOBAL temp_directory = ''`,
      'SET GLOBAL errors_as_json = true',
    ],
  });
}

/** One load at a time, in the order they are asked for. */
let catchingUp: Promise<void> = Promise.resolve();
function caughtUp({ loader }: Opened): Promise<void> {
  const stop = new AbortController();
  catchingUp = catchingUp.catch(() => undefined).then(() => loader.catchUp(stop.signal));
  return catchingUp;
}

/** Waits until another part is wanted. */
async function leave(): Promise<void> {
  while (allowed === 0) await new Promise<void>((resolve) => (mayGoOn = resolve));
  allowed -= 1;
}

async function answer(opened: Opened, question: ChildQuestion, setting: ConsoleChildSetting) {
  const connection = await opened.instance.connect();
  await assertAllowed(connection, question.sql);
  await caughtUp(opened);
  if (question.toParquet) {
    say({ kind: 'file', name: await exported(connection, question, setting) });
    return;
  }
  for await (const part of answerParts(connection, question, () => performance.now())) {
    await leave();
    say(part);
  }
}

async function exported(
  connection: Awaited<ReturnType<Opened['instance']['connect']>>,
  { sql, parameters, rows }: ChildQuestion,
  { exportFolder }: ConsoleChildSetting,
): Promise<string> {
  if (exportFolder === null) throw new ConsoleError('failed', 'this process writes no files');
  // Without its semicolon the statement stands in brackets, and is judged once more as it then is.
  const limited = `SELECT * FROM (${sql.replace(/;\s*$/, '')}\n) AS asked LIMIT ${rows}`;
  await assertAllowed(connection, limited);
  const path = sqlText(`${exportFolder}/${EXPORTED}`);
  const copy = { sql: `COPY (${limited}) TO ${path} (FORMAT parquet)`, parameters };
  await (await prepared(connection, copy)).run();
  return EXPORTED;
}

function start(setting: ConsoleChildSetting): void {
  const opening = open(setting).then(async (opened) => {
    await caughtUp(opened);
    return opened;
  });
  const freshening = setInterval(() => {
    // What fails now fails again at the question, which says so.
    void opening.then(caughtUp).catch(() => undefined);
  }, FRESHEN_MS);
  const told = (sql: string, error: unknown) => {
    const { code, message, at } = duckdbError(error, sql, setting.root);
    say({ kind: 'problem', code, message, at });
  };
  opening.then(
    () => say({ kind: 'ready', pid: process.pid }),
    (error: unknown) => told('', unavailable(error)),
  );
  process.on('message', (message: ToConsoleChild) => {
    if (message.kind !== 'ask') return;
    clearInterval(freshening);
    const { question } = message;
    opening
      .then((opened) => answer(opened, question, setting))
      .catch((error: unknown) => told(question.sql, error));
  });
}

function unavailable(error: unknown): ConsoleError {
  const message = `the lake could not be opened: ${(error as Error).message}`;
  return new ConsoleError('unavailable', message, null, { cause: error });
}

process.on('message', (message: ToConsoleChild) => {
  switch (message.kind) {
    case 'open':
      start(message.setting);
      return;
    case 'more':
      allowed += 1;
      mayGoOn?.();
      return;
    case 'own':
    case 'manifest':
      wanted.get(message.id)?.(message);
      wanted.delete(message.id);
      return;
    case 'ask':
      return; // Heard by who opened.
  }
});
// Signals of the terminal are for the server, which ends this process itself.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.once('disconnect', () => process.exit(0));
