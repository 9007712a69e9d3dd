import type { RunProgress } from '@/lib/runs/run-document';

const EVERY_MS = 250;

/** Tells the server that started this command how far it is; nobody where it was started by hand. */
export function progressTeller(clock: () => number): (progress: RunProgress) => void {
  let toldAt = 0;
  return (progress) => {
    if (!process.send || !process.connected || clock() - toldAt < EVERY_MS) return;
    toldAt = clock();
    process.send(progress);
  };
}
