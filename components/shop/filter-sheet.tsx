'use client';

import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { ShelfFilters, type ShelfFiltersProps } from './shelf-filters';

interface FilterSheetProps extends ShelfFiltersProps {
  readonly open: boolean;
  readonly total: number;
  onClose(): void;
}

/** The filters on phones; what they leave is counted on the button that leads back to it. */
export function FilterSheet({ open, total, onClose, ...choices }: FilterSheetProps) {
  return (
    <Sheet open={open} title="Filters" side="bottom" onClose={onClose}>
      <div className="overflow-y-auto px-5">
        <ShelfFilters {...choices} />
      </div>
      <div className="border-line border-t p-4">
        <Button className="w-full" onClick={onClose}>
          {total === 1 ? 'Show one thing' : `Show ${total} things`}
        </Button>
      </div>
    </Sheet>
  );
}
