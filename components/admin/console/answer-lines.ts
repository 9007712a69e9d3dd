import type { ConsoleLine } from '@/lib/console/console-document';

/** Takes text in whatever pieces it arrives, and gives out the lines that are whole. */
export function createLineReader(): {
  take(piece: string): readonly ConsoleLine[];
  /** What is left once no more comes, which is nothing where the answer is whole. */
  rest(): string;
} {
  let waiting: string[] = [];
  return {
    take(piece) {
      const end = piece.lastIndexOf('\n');
      if (end < 0) {
        if (piece !== '') waiting.push(piece);
        return [];
      }
      const text = waiting.join('') + piece.slice(0, end);
      waiting = end + 1 < piece.length ? [piece.slice(end + 1)] : [];
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as ConsoleLine);
    },
    rest: () => waiting.join(''),
  };
}

/**
 * Reads an answer line by line as it arrives.
 * @throws {Error} where it ends before it says how the query did.
 */
export async function* answerLines(body: ReadableStream<Uint8Array>): AsyncGenerator<ConsoleLine> {
  const decoder = new TextDecoder();
  const lines = createLineReader();
  const reader = body.getReader();
  let last: ConsoleLine['kind'] | null = null;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      for (const line of lines.take(decoder.decode(part.value, { stream: true }))) {
        last = line.kind;
        yield line;
      }
    }
  } finally {
    reader.releaseLock();
  }
  if ((last !== 'end' && last !== 'problem') || lines.rest() !== '') {
    throw new Error('the answer was cut off');
  }
}
