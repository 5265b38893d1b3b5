// What the emulated browser lacks and Grafana's components ask for when they are loaded or measured.

class NothingObserved {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

Object.assign(globalThis, { ResizeObserver: NothingObserved, IntersectionObserver: NothingObserved });

globalThis.matchMedia = (media) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener() {},
    removeListener() {},
  });

// Without a size, lists that draw only what is in view draw nothing.
const SIZE = { width: 400, height: 4000 };
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { get: () => SIZE.height },
  clientWidth: { get: () => SIZE.width },
});
const CORNERS = { x: 0, y: 0, top: 0, left: 0, right: SIZE.width, bottom: SIZE.height, ...SIZE };
Element.prototype.getBoundingClientRect = () => ({ ...CORNERS, toJSON: () => CORNERS });
Element.prototype.scrollIntoView = () => {};

// Texts are measured on a canvas.
const CANVAS = { font: '', measureText: (text: string) => ({ width: 8 * text.length }) };
HTMLCanvasElement.prototype.getContext = () => CANVAS as never;
