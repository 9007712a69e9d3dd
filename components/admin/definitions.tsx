interface DefinitionsProps {
  terms: readonly { readonly label: string; readonly text: string }[];
}

/** The same definitions as on hover, for reading and for fingers. */
export function Definitions({ terms }: DefinitionsProps) {
  return (
    <details className="print:hidden">
      <summary className="py-1 text-muted hover:text-ink">What each figure counts</summary>
      <dl className="grid gap-x-6 gap-y-1 py-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
        {terms.map(({ label, text }) => (
          <div key={label} className="contents">
            <dt className="font-medium">{label}</dt>
            <dd className="mb-2 max-w-prose text-muted sm:mb-0">{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
