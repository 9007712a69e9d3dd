import { useEffect, useState } from 'react';
import { addLines, EMPTY_FEED, type LiveFeed, type LiveRow } from '@/lib/dashboards/live-feed';
import { fetchAnswer } from '../polling';
import { signInAgain } from '../sign-in-again';

const LIVE = '/api/admin/live';
/** Drawing more often than this shows nobody more. */
const DRAW_MS = 250;
const TRY_AGAIN_MS = 3_000;

export type LiveState = 'connecting' | 'live' | 'lost';

/** The stream, as long as the page is there; while it is paused what comes waits to be shown. */
export function useLive(paused: boolean): {
  readonly feed: LiveFeed;
  readonly state: LiveState;
  readonly now: number;
} {
  const [newest, setNewest] = useState<{ feed: LiveFeed; now: number }>({
    feed: EMPTY_FEED,
    now: 0,
  });
  const [held, setHeld] = useState<{ feed: LiveFeed; now: number } | null>(null);
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    setHeld((last) => (paused ? (last ?? newest) : null));
  }, [paused, newest]);

  useEffect(() => {
    let waiting: { stream: LiveRow['stream']; data: string }[] = [];
    let missed = 0;
    let source: EventSource | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    const leaving = new AbortController();

    function connect() {
      source = new EventSource(LIVE);
      source.onopen = () => setState('live');
      source.onerror = () => {
        setState('lost');
        // Refused for good, as when the session is over: the answer says why, the source does not.
        if (source?.readyState !== EventSource.CLOSED) return;
        again = setTimeout(async () => {
          await fetchAnswer('/api/admin/views', leaving.signal, signInAgain);
          if (!leaving.signal.aborted) connect();
        }, TRY_AGAIN_MS);
      };
      for (const stream of ['events', 'failed'] as const) {
        source.addEventListener(stream, ({ data }) => waiting.push({ stream, data }));
      }
      source.addEventListener('missed', ({ data }) => {
        missed += Number(JSON.parse(data).missed);
      });
    }

    connect();
    const drawing = setInterval(() => {
      const [lines, lost, now] = [waiting, missed, Date.now()];
      waiting = [];
      missed = 0;
      setNewest(({ feed }) => {
        const next = lines.length > 0 ? addLines(feed, lines, now) : feed;
        return { feed: lost > 0 ? { ...next, missed: next.missed + lost } : next, now };
      });
    }, DRAW_MS);
    return () => {
      leaving.abort();
      clearInterval(drawing);
      clearTimeout(again);
      source?.close();
    };
  }, []);

  return { ...(held ?? newest), state };
}
