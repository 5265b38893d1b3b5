import type { Writable } from 'node:stream';

export interface ProgressLine {
  show: (share: number, text: string) => void;
  /** Ends the line with what came of it. */
  end: (text: string) => void;
}

const STEP = 0.1;

/** One line that tells how far a work is: rewritten on a terminal, else written at every tenth. */
export function progressLine(title: string, stream: Writable & { isTTY?: boolean }): ProgressLine {
  let shown = -1;
  const lineStart = stream.isTTY ? '\r\u001b[K' : '';
  return {
    show: (share, text) => {
      const step = stream.isTTY ? 0.01 : STEP;
      if (share < shown + step) return;
      shown = share;
      stream.write(`${lineStart}${title}: ${Math.floor(share * 100)} % ${text}${stream.isTTY ? '' : '\n'}`);
    },
    end: (text) => stream.write(`${lineStart}${title}: ${text}\n`),
  };
}
