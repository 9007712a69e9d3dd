import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

interface ButtonLook {
  readonly look?: 'solid' | 'outline';
  readonly size?: 'small' | 'large';
}

/** The shape of a button, also for links that act like one. */
export function buttonClass({ look = 'solid', size = 'large' }: ButtonLook = {}): string {
  return clsx(
    'inline-flex items-center justify-center border border-ink text-center font-medium transition-colors duration-150',
    size === 'large' ? 'min-h-13 px-7 py-2' : 'min-h-11 px-4 py-2 text-sm',
    look === 'solid'
      ? 'bg-ink text-paper hover:border-accent hover:bg-accent hover:text-on-accent disabled:hover:border-ink disabled:hover:bg-ink disabled:hover:text-paper'
      : 'bg-transparent text-ink hover:bg-ink hover:text-paper aria-pressed:bg-ink aria-pressed:text-paper',
  );
}

export function Button({ look, size, className, ...rest }: ButtonLook & ComponentProps<'button'>) {
  return (
    <button type="button" {...rest} className={clsx(buttonClass({ look, size }), className)} />
  );
}
