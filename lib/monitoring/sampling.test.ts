import { expect, onTestFinished, test, vi } from 'vitest';
import { startSampling } from './sampling';

test('reads each probe at once and every ten seconds, until it is stopped', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const read = vi.fn();
  let lag = 5;
  const stop = startSampling({ read }, { SinkLag: () => lag, SinkQueue: () => 0 });
  expect(read.mock.calls).toEqual([
    ['SinkLag', 5],
    ['SinkQueue', 0],
  ]);
  lag = 70;
  vi.advanceTimersByTime(60_000);
  expect(read).toHaveBeenCalledTimes(14);
  expect(read).toHaveBeenLastCalledWith('SinkQueue', 0);
  expect(read).toHaveBeenCalledWith('SinkLag', 70);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(read).toHaveBeenCalledTimes(14);
});
