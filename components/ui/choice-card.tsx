import type { ComponentProps } from 'react';

interface ChoiceCardProps extends Omit<ComponentProps<'input'>, 'type' | 'className'> {
  readonly title: string;
  readonly words: string;
}

/** One of a few, each with a sentence; `name` is what lets the arrow keys go from one to the next. */
export function ChoiceCard({ title, words, ...input }: ChoiceCardProps) {
  return (
    <label className="flex cursor-pointer gap-3 border border-line p-4 has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-3">
      <input type="radio" {...input} className="mt-1.5 size-4 shrink-0 accent-ink outline-none" />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-muted text-sm">{words}</span>
      </span>
    </label>
  );
}
