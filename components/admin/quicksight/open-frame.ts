import type { DashboardExperience } from 'amazon-quicksight-embedding-sdk';
import type { DashboardName } from '@/lib/dashboards/dashboard-provider';
import type { FrameParameter } from '@/lib/dashboards/quicksight-parameters';
import { signInAgain } from '../sign-in-again';

/** A frame that was let in says so at once; one that was refused says nothing at all. */
const SILENCE_MS = 10_000;
/** QuickSight’s own words for an address and for a session that have run out. */
const RUN_OUT: readonly unknown[] = ['Forbidden', 'Unauthorized'];

interface OpenFrameOptions {
  readonly dashboard: DashboardName;
  readonly container: HTMLElement;
  readonly parameters: FrameParameter[];
  /** Takes the frame away. */
  readonly signal: AbortSignal;
  readonly onState: (state: 'loading' | 'shown') => void;
  readonly onProblem: (words: string) => void;
  readonly onExpired: () => void;
  readonly onExperience: (made: DashboardExperience) => void;
  readonly onParameters: (message: unknown) => void;
}

/** Asks for an address, frames it, and tells what comes of it. Never rejects. */
export async function openFrame(options: OpenFrameOptions): Promise<void> {
  const { container, signal, onProblem } = options;
  const before = new Set(framesOfBody());
  signal.addEventListener('abort', () => {
    container.replaceChildren();
    // The SDK talks through a frame of its own beside ours, and leaves it there.
    for (const frame of framesOfBody()) if (!before.has(frame)) frame.remove();
  });
  try {
    const url = await askForUrl(options.dashboard, signal);
    if (url === null || signal.aborted) return;
    await frame(url, options);
  } catch (error) {
    if (!signal.aborted) onProblem(wordsOf(error));
  }
}

const framesOfBody = () => [
  ...document.querySelectorAll<HTMLIFrameElement>('body > iframe.quicksight-embedding-iframe'),
];

/** Null where the page is being left for the sign-in page. */
async function askForUrl(dashboard: DashboardName, signal: AbortSignal): Promise<string | null> {
  const response = await fetch('/api/admin/quicksight/embed', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ dashboard }),
    cache: 'no-store',
    signal,
  });
  if (response.status === 401) {
    signInAgain();
    return null;
  }
  const body: { url?: string; message?: string } = await response.json();
  if (!response.ok || !body.url) throw new Error(body.message);
  return body.url;
}

async function frame(url: string, options: OpenFrameOptions): Promise<void> {
  const { container, parameters, signal, onState, onProblem } = options;
  const { createEmbeddingContext } = await import('amazon-quicksight-embedding-sdk');
  if (signal.aborted) return;
  onState('loading');
  const { origin } = new URL(url);
  let heard = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const blocked = (words: string) => {
    clearTimeout(silence);
    if (!heard && !signal.aborted) onProblem(words);
  };
  const onViolation = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    if (blockedURI.startsWith(origin))
      blocked(
        `This page does not allow a frame of ${origin}: the server’s content security policy leaves it out.`,
      );
  };
  document.addEventListener('securitypolicyviolation', onViolation);
  signal.addEventListener('abort', () => {
    clearTimeout(silence);
    document.removeEventListener('securitypolicyviolation', onViolation);
  });

  const context = await createEmbeddingContext();
  const experience = await context.embedDashboard(
    {
      url,
      container,
      width: '100%',
      height: '760px',
      onChange: ({ eventName }) => {
        if (eventName !== 'FRAME_LOADED') return;
        silence = setTimeout(
          () =>
            blocked(
              `QuickSight’s frame stays empty. Either QuickSight does not allow ${window.location.origin} among its domains, or this browser or network blocks ${origin}.`,
            ),
          SILENCE_MS,
        );
      },
    },
    {
      parameters,
      locale: 'en-US',
      toolbarOptions: { undoRedo: true, reset: true, export: true },
      onMessage: ({ eventName, message }) => {
        if (signal.aborted) return;
        heard = true;
        clearTimeout(silence);
        if (eventName === 'CONTENT_LOADED') onState('shown');
        if (eventName === 'PARAMETERS_CHANGED') options.onParameters(message);
        if (eventName === 'ERROR_OCCURRED') {
          const code = (message as { errorCode?: unknown } | undefined)?.errorCode;
          if (RUN_OUT.includes(code)) options.onExpired();
          else onProblem(`QuickSight could not draw the dashboard: ${String(code)}.`);
        }
      },
    },
  );
  if (!signal.aborted) options.onExperience(experience);
}

function wordsOf(error: unknown): string {
  const { name, message } = error as Error;
  if (name === 'TypeError') return 'The server did not answer. Is it still running?';
  // The SDK’s own errors quote the address, which opens a session.
  return /^Invalid (embedding|dashboard)/i.test(message)
    ? 'QuickSight gave an address that its own library does not take.'
    : message;
}
