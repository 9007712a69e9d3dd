'use client';

import type { ElementName } from '@/lib/events/vocabulary';
import { MAX_LINE_QUANTITY } from '@/lib/shop/order';
import { type MarkPlace, mark } from './mark';

interface QuantityStepperProps extends MarkPlace {
  readonly quantity: number;
  /** What is counted, for those who hear the control rather than see it. */
  readonly label: string;
  readonly element: Extract<ElementName, 'quantity' | 'cart_quantity'>;
  readonly disabled?: boolean;
  onChange(quantity: number): void;
}

/** In pixels: wide enough for a finger, and for two digits of twice the size, without growing. */
const STEP =
  'grid min-h-12.5 w-[44px] place-items-center text-lg disabled:text-line hover:not-disabled:bg-ink hover:not-disabled:text-paper transition-colors duration-150';

/** One fewer, a list of quantities, one more. */
export function QuantityStepper(props: QuantityStepperProps) {
  const { quantity, label, element, disabled, onChange, position, productId } = props;
  const marked = mark(element, { position, productId });
  return (
    <fieldset className="inline-flex shrink-0 border border-ink">
      <legend className="sr-only">Quantity of {label}</legend>
      <button
        type="button"
        {...marked}
        aria-label="One fewer"
        className={STEP}
        disabled={disabled || quantity <= 1}
        onClick={() => onChange(quantity - 1)}
      >
        −
      </button>
      <select
        {...marked}
        aria-label={`Quantity of ${label}`}
        value={quantity}
        disabled={disabled}
        onChange={(event) => onChange(Number(event.target.value))}
        className="w-[44px] appearance-none bg-transparent text-center tabular-nums [text-align-last:center]"
      >
        {choices(quantity).map((choice) => (
          <option key={choice} value={choice} className="bg-surface text-ink">
            {choice}
          </option>
        ))}
      </select>
      <button
        type="button"
        {...marked}
        aria-label="One more"
        className={STEP}
        disabled={disabled || quantity >= MAX_LINE_QUANTITY}
        onClick={() => onChange(quantity + 1)}
      >
        +
      </button>
    </fieldset>
  );
}

/** One to twelve, the tens, the most there is, and the quantity that holds. */
function choices(quantity: number): readonly number[] {
  const few = Array.from({ length: 12 }, (_, i) => i + 1);
  const tens = [20, 30, 40, 50, 60, 70, 80, 90, MAX_LINE_QUANTITY];
  return [...new Set([...few, ...tens, quantity])].sort((a, b) => a - b);
}
