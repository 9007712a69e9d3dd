import { Button } from '@/components/ui/button';

/** Where names and prices could not be fetched; what the visitor keeps is still kept. */
export function ShelfUnreachable({ onRetry }: { onRetry(): void }) {
  return (
    <div role="alert" className="mt-8 min-h-96 border-line border-t py-12">
      <p className="max-w-[24ch] font-display text-title lg:text-[2.25rem]">
        The shelves do not answer.
      </p>
      <p className="mt-3 max-w-[44ch] text-muted">
        Names and prices could not be fetched just now. What you have put aside is still there.
      </p>
      <Button className="mt-6" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
