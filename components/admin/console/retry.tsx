import { Problem } from '../problem';

/** What the server did not tell, and the way to ask it again. */
export function Retry({ problem, onRetry }: { problem: string; onRetry: () => void }) {
  return (
    <div className="flex flex-col items-start gap-2">
      <Problem>{problem}</Problem>
      <button type="button" className="text-accent underline underline-offset-4" onClick={onRetry}>
        Ask again
      </button>
    </div>
  );
}
