import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { plantedAnswers } from '@/lib/audit/answers/answers';
import { readTruth } from '@/lib/audit/truth';

/**
 * Writes what is to be found out about a run, by its ledger: the figures that are true, the effects and
 * their size, and each event that had a fault done to it. Apart, so that the data can be handed out.
 * @throws {LedgerError} where the run has no ledger here.
 */
export async function exportAnswers(root: string, runId: string, folder: string): Promise<void> {
  const truth = await readTruth(root, runId);
  const { expected, effects } = plantedAnswers(truth);
  await mkdir(folder, { recursive: true });
  const faults = Object.fromEntries([...truth.doses].map(([fault, ids]) => [fault, ids.size]));
  const document = { run: truth.run, faults, effects, figures: expected };
  await writeFile(join(folder, 'answers.json'), `${JSON.stringify(document, null, 2)}\n`);
  const lines = createWriteStream(join(folder, 'faults.ndjson'));
  for (const [fault, ids] of truth.doses) {
    for (const [event_id, by_ms] of ids)
      lines.write(`${JSON.stringify({ fault, event_id, by_ms })}\n`);
  }
  lines.end();
  await finished(lines);
}
