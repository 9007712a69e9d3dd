import type { DashboardExperience } from 'amazon-quicksight-embedding-sdk';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { DashboardName } from '@/lib/dashboards/dashboard-provider';
import { changedParameters, type FrameParameter } from '@/lib/dashboards/quicksight-parameters';
import { openFrame } from './open-frame';

export type FrameState = 'asking' | 'loading' | 'shown' | 'failed';

/** How often an address that has run out is followed by a new one before somebody is asked. */
const MOST_RENEWALS = 2;

interface UseFrameOptions {
  readonly dashboard: DashboardName;
  readonly place: RefObject<HTMLDivElement | null>;
  /** What it opens with. */
  readonly parameters: FrameParameter[];
  /** Hears of what was chosen inside. */
  readonly onChosen: (message: unknown) => void;
}

/** Opens a dashboard in its place, and again with a new address where one has run out. */
export function useFrame({ dashboard, place, parameters, onChosen }: UseFrameOptions) {
  const [state, setState] = useState<FrameState>('asking');
  const [problem, setProblem] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const experience = useRef<DashboardExperience | null>(null);
  const renewals = useRef(0);
  // What the frame has, as far as we know.
  const inside = useRef<readonly FrameParameter[]>([]);
  const latest = useRef({ parameters, onChosen });
  latest.current = { parameters, onChosen };

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn opens it anew
  useEffect(() => {
    const container = place.current;
    if (!container) return;
    const leaving = new AbortController();
    const failed = (words: string) => {
      setProblem(words);
      setState('failed');
    };
    setProblem(null);
    setState('asking');
    const opened = latest.current.parameters;
    inside.current = opened;
    void openFrame({
      dashboard,
      container,
      parameters: opened,
      signal: leaving.signal,
      onState: (next) => {
        if (next === 'shown') {
          renewals.current = 0;
          // It may have come after it was given up.
          setProblem(null);
        }
        setState(next);
      },
      onProblem: failed,
      onExperience: (made) => {
        experience.current = made;
      },
      onExpired: () => {
        if (renewals.current >= MOST_RENEWALS) {
          failed(
            'QuickSight says again and again that its address has run out. Is the clock of this machine right?',
          );
          return;
        }
        renewals.current++;
        setTurn((last) => last + 1);
      },
      onParameters: (message) => {
        inside.current = merged(inside.current, message);
        latest.current.onChosen(message);
      },
    });
    return () => {
      leaving.abort();
      experience.current = null;
    };
  }, [dashboard, place, turn]);

  const setParameters = useCallback((wanted: FrameParameter[]) => {
    const changed = changedParameters(inside.current, wanted);
    if (changed.length === 0 || !experience.current) return;
    inside.current = wanted;
    experience.current
      .setParameters(changed)
      .catch(() =>
        setProblem(
          'QuickSight did not take the filters of this page. What it shows is of other filters.',
        ),
      );
  }, []);

  const again = useCallback(() => {
    renewals.current = 0;
    setTurn((last) => last + 1);
  }, []);

  return { state, problem, again, setParameters };
}

function merged(before: readonly FrameParameter[], message: unknown): readonly FrameParameter[] {
  const changed = (message as { changedParameters?: unknown } | null)?.changedParameters;
  if (!Array.isArray(changed)) return before;
  return before.map((known) => {
    const found = changed.find((one: { Name?: unknown } | null) => one?.Name === known.Name);
    const values: unknown = found?.Values;
    return found ? { Name: known.Name, Values: [values].flat().map(String) } : known;
  });
}
