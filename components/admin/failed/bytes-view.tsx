import { useState } from 'react';
import { Scroller } from '../scroller';
import { visibleBytes } from './visible-bytes';

/** Bytes exactly as they came: as text where they are text, else or on demand as hexadecimal. */
export function BytesView({ content, truncated }: { content: string; truncated: boolean }) {
  const { text, hex } = visibleBytes(content);
  const [asHex, setAsHex] = useState(text === null);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="flex flex-wrap items-baseline gap-x-4">
        <span className="font-medium">Its bytes, as they came</span>
        {text === null ? (
          <span className="text-muted">They are no UTF-8 as a whole.</span>
        ) : (
          <button
            type="button"
            onClick={() => setAsHex(!asHex)}
            className="text-accent underline underline-offset-4"
          >
            {asHex ? 'As text' : 'As hexadecimal'}
          </button>
        )}
        {truncated && <span className="text-muted">Only the first 16 KiB are kept.</span>}
      </p>
      {asHex || text === null ? (
        <Scroller label="Its bytes as hexadecimal">
          <pre data-bytes="hex" className="max-h-96 border border-line bg-surface p-3 text-xs">
            {hex.map(({ offset, bytes, letters }) => (
              <span key={offset} className="block">
                <span className="text-muted">{offset}</span> {bytes.padEnd(47)} {letters}
              </span>
            ))}
          </pre>
        </Scroller>
      ) : (
        <Scroller label="Its bytes as text">
          <pre
            data-bytes="text"
            className="max-h-96 whitespace-pre-wrap break-all border border-line bg-surface p-3 text-xs"
          >
            {text}
          </pre>
        </Scroller>
      )}
    </div>
  );
}
