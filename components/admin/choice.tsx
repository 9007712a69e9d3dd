interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  /** Beside its label rather than under it. */
  readonly inline?: boolean;
}

/** One of a list, by the browser's own control. */
export function Choice({ label, value, options, onChange, inline }: ChoiceProps) {
  return (
    <label className={inline ? 'flex items-baseline gap-2' : 'flex flex-col gap-1'}>
      <span className="text-muted">{label}</span>
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-9 max-w-full border border-line bg-surface px-2 text-ink"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
