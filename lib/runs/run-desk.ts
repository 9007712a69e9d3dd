import { z } from 'zod';
import type { Audit } from '@/lib/audit/audit';
import { type Clock, SECOND_MS } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import type { ObjectStore } from '@/lib/storage/object-store';
import { ledgerRuns } from '@/lib/traffic/ledger-read';
import type {
  AuditOfRun,
  RunDocument,
  RunList,
  RunProgress,
  RunReport,
  RunState,
} from './run-document';
import { type LedgerEdges, ledgerEdges } from './run-ledger';
import { RUN_LIMITS } from './run-limits';
import { commandOf, type RunOrder, readRunOrder } from './run-order';
import type { StartCommand, StartedCommand } from './run-process';

export type RunOutcome =
  | { readonly ok: true; readonly run_id: string }
  | {
      readonly ok: false;
      readonly code: 'bad_run' | 'closed' | 'too_many_runs';
      readonly message: string;
      readonly fields?: readonly string[];
    };

export type AuditOutcome =
  | { readonly ok: true; readonly audited: AuditOfRun }
  | {
      readonly ok: false;
      readonly code: 'no_such_run' | 'too_large' | 'not_audited';
      readonly message: string;
    };

/** Starts, watches and stops runs of bots and producers, and has their ledgers audited. */
export interface RunDesk {
  list(): Promise<RunList>;
  /** null where there is no such run. */
  report(runId: string): Promise<RunReport | null>;
  start(given: unknown): Promise<RunOutcome>;
  /** False where no such run is under way here. */
  stop(runId: string): boolean;
  audit(runId: string): Promise<AuditOutcome>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

export interface RunDeskOptions {
  /** The data folder. */
  readonly root: string;
  readonly objects: ObjectStore;
  readonly startCommand: StartCommand;
  readonly clock: Clock;
  /** The address that visitors use. */
  readonly shopUrl: string;
  /** Whether runs may be started. */
  readonly open: boolean;
}

const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const MOST_LISTED = 50;
/** An audit holds its ledger in memory: larger ones are for a command on a machine of one's own. */
const MOST_LEDGER_BYTES = 128 * 1024 * 1024;
/** A ledger that was written so lately is being written. */
const FRESH_MS = 15 * SECOND_MS;
/** For a run to write the end of its ledger. */
const CLOSE_MS = 1.5 * SECOND_MS;

interface UnderWay {
  readonly order: RunOrder;
  readonly startedAtMs: number;
  readonly command: StartedCommand;
  progress: RunProgress | null;
  /** Why it never began. */
  problem: string | null;
  over: boolean;
}

const keptAudit = z.object({ madeAtMs: z.number(), audit: z.custom<Audit>() });
const auditKey = (runId: string) => `audits/${runId}.json`;

export function createRunDesk(options: RunDeskOptions): RunDesk {
  const { root, objects, clock } = options;
  const mine = new Map<string, UnderWay>();
  const auditing = new Map<string, Promise<AuditOutcome>>();
  /** Nobody else writes them. */
  const audits = new Map<string, AuditOfRun | null>();
  const commands = new Set<StartedCommand>();

  function begin(...asked: Parameters<StartCommand>): StartedCommand {
    const command = options.startCommand(...asked);
    commands.add(command);
    void command.ended.then(() => commands.delete(command));
    return command;
  }

  async function lastAudit(runId: string): Promise<AuditOfRun | null> {
    const known = audits.get(runId);
    if (known !== undefined) return known;
    const read = await readAudit(runId);
    audits.set(runId, read);
    return read;
  }

  async function readAudit(runId: string): Promise<AuditOfRun | null> {
    const body = await objects.get(auditKey(runId));
    if (!body) return null;
    try {
      return keptAudit.parse(JSON.parse(new TextDecoder().decode(body)));
    } catch (error) {
      logError(`audit of ${runId}`, error);
      return null;
    }
  }

  async function documentOf(runId: string): Promise<RunDocument | null> {
    const here = mine.get(runId);
    const edges = await ledgerEdges(root, runId);
    if (!edges) return here ? unbegun(runId, here) : null;
    const { run, end } = edges;
    const audited = await lastAudit(runId);
    return {
      run_id: runId,
      actor: run.actor,
      channel: run.channel,
      seed: run.seed,
      parameters: run.parameters,
      startedAtMs: run.at,
      endedAtMs: end?.at ?? null,
      state: stateOf(edges, here, clock()),
      progress: here && !here.over ? here.progress : null,
      problem: here?.problem ?? null,
      verdict: audited && { madeAtMs: audited.madeAtMs, agrees: audited.audit.agrees },
    };
  }

  async function auditNow(runId: string): Promise<AuditOutcome> {
    const edges = RUN_ID.test(runId) ? await ledgerEdges(root, runId) : null;
    if (!edges)
      return { ok: false, code: 'no_such_run', message: 'No run of that name has a ledger here.' };
    if (edges.bytes > MOST_LEDGER_BYTES) {
      const message = `Its ledger is too large to be audited beside the shop: npm run audit -- --run ${runId}`;
      return { ok: false, code: 'too_large', message };
    }
    const { code, output, complaint } = await begin(
      'audit',
      ['--run', runId, '--json'],
      () => undefined,
    ).ended;
    if (code !== 0 && code !== 1) {
      return { ok: false, code: 'not_audited', message: complaint || 'The audit was ended.' };
    }
    const audited: AuditOfRun = { madeAtMs: clock(), audit: JSON.parse(output) };
    audits.set(runId, audited);
    await objects.put(auditKey(runId), new TextEncoder().encode(JSON.stringify(audited)));
    return { ok: true, audited };
  }

  return {
    async list() {
      const known = (await ledgerRuns(root)).filter((runId) => RUN_ID.test(runId));
      const unknown = [...mine.keys()].filter((runId) => !known.includes(runId));
      const names = [...unknown, ...known.slice(-MOST_LISTED)];
      const runs = (await Promise.all(names.map(documentOf))).filter((run) => run !== null);
      return {
        runs: runs.sort((a, b) => b.startedAtMs - a.startedAtMs),
        open: options.open,
      };
    },

    async report(runId) {
      const run = RUN_ID.test(runId) ? await documentOf(runId) : null;
      return run && { run, audited: await lastAudit(runId) };
    },

    async start(given) {
      if (!options.open) {
        const message = 'Runs are not started from here: FOOTFALL_TRAFFIC is off.';
        return { ok: false, code: 'closed', message };
      }
      const read = readRunOrder(given);
      if (!read.ok) return { ...read, code: 'bad_run' };
      if ([...mine.values()].filter(({ over }) => !over).length >= RUN_LIMITS.atOnce) {
        const message = `${RUN_LIMITS.atOnce} runs are under way: stop one, or wait.`;
        return { ok: false, code: 'too_many_runs', message };
      }
      const startedAtMs = clock();
      const { order } = read;
      const runId = nameOf(order, startedAtMs, (name) => mine.has(name));
      const { command, args } = commandOf(order, { runId, shopUrl: options.shopUrl });
      const run: UnderWay = {
        order,
        startedAtMs,
        command: begin(command, args, (progress) => {
          run.progress = progress;
        }),
        progress: null,
        problem: null,
        over: false,
      };
      mine.set(runId, run);
      void run.command.ended.then(({ code, complaint }) => {
        run.over = true;
        if (code !== 0)
          run.problem = complaint || run.progress?.trouble || `It ended with ${code}.`;
      });
      return { ok: true, run_id: runId };
    },

    stop(runId) {
      const run = mine.get(runId);
      if (!run || run.over) return false;
      run.command.stop();
      return true;
    },

    audit(runId) {
      const asked = auditing.get(runId) ?? auditNow(runId).finally(() => auditing.delete(runId));
      auditing.set(runId, asked);
      return asked;
    },

    async close() {
      const all = Promise.all([...commands].map(({ ended }) => ended));
      for (const command of commands) command.stop();
      const patience = setTimeout(() => {
        for (const command of commands) command.stop();
      }, CLOSE_MS);
      await all;
      clearTimeout(patience);
    },
  };
}

/** Unique also among runs that begin in one millisecond. */
function nameOf(order: RunOrder, now: number, taken: (name: string) => boolean): string {
  const name = `${order.kind}-${order.seed}-${now.toString(36)}`;
  return taken(name) ? nameOf(order, now + 1, taken) : name;
}

function stateOf(edges: LedgerEdges, here: UnderWay | undefined, now: number): RunState {
  if (here && !here.over) return 'running';
  if (edges.end) return edges.end.why;
  if (here) return 'cut_off';
  return now - edges.writtenAtMs < FRESH_MS ? 'elsewhere' : 'cut_off';
}

/** What has no ledger yet, or never came to have one. */
function unbegun(runId: string, { order, startedAtMs, over, problem }: UnderWay): RunDocument {
  const { kind, seed, ...parameters } = order;
  return {
    run_id: runId,
    actor: kind === 'bots' ? 'bot' : 'producer',
    channel: kind === 'bots' ? 'bots' : 'collector',
    seed,
    parameters,
    startedAtMs,
    endedAtMs: null,
    state: over ? 'failed' : 'running',
    progress: null,
    problem,
    verdict: null,
  };
}
