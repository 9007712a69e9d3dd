import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLake } from '@/lib/lake/lake';
import { describeEventSink } from '@/lib/testing/event-sink-contract';
import { createLakeSink } from './lake';

describeEventSink('lake', async () => {
  const root = mkdtempSync(join(tmpdir(), 'footfall-'));
  const clock = () => Date.now();
  return {
    sink: createLakeSink(openLake({ root, clock }), clock),
    async landed(stream) {
      const folder = join(root, 'raw', stream);
      const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((path) => join(folder, path))
        .filter((path) => statSync(path).isFile());
      return paths.flatMap((path) => readFileSync(path, 'utf8').split('\n').filter(Boolean));
    },
    dispose: async () => rmSync(root, { recursive: true, force: true }),
  };
});
