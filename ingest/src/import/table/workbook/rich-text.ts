/** Collects the text of a string, which may be split into runs of different fonts. */
export interface RichText {
  open: (name: string) => void;
  text: (text: string) => void;
  close: (name: string) => void;
  /** Gives the text and begins a new one. */
  take: () => string;
}

export function createRichText(): RichText {
  let collected = '';
  let isText = false;
  let isPhonetic = false;
  return {
    open(name) {
      if (name === 't') isText = true;
      else if (name === 'rPh') isPhonetic = true;
    },
    text(text) {
      // How a Japanese name is pronounced stands beside it.
      if (isText && !isPhonetic) collected += text;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isPhonetic = false;
    },
    take() {
      const taken = unescapeText(collected);
      collected = '';
      return taken;
    },
  };
}

/** Characters that XML cannot hold are written as `_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
