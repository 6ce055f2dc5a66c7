import { onTestFinished } from 'vitest';

/** A second browsing context: what it posts, in order, and its end. */
export interface Frame {
  /** The next message that it posts. */
  next(): Promise<unknown>;
  /** Ends it at once, as closing a tab would. */
  remove(): void;
}

/** Another context of this origin that runs a module; it talks back with `parent.postMessage`. */
export function openFrame(moduleSource: string): Frame {
  const element = document.createElement('iframe');
  const frame = listenTo(element);
  document.body.append(element);
  const script = element.contentDocument?.createElement('script');
  if (script === undefined) throw new Error('The frame has no document.');
  script.type = 'module';
  script.textContent = moduleSource;
  element.contentDocument?.body.append(script);
  return frame;
}

/** A context of no origin, which the browser refuses any storage; `source` is a classic script. */
export function openSandbox(source: string): Frame {
  const element = document.createElement('iframe');
  element.sandbox.add('allow-scripts');
  element.srcdoc = `<script>${source.replaceAll('</script', '<\\/script')}</script>`;
  const frame = listenTo(element);
  document.body.append(element);
  return frame;
}

function listenTo(element: HTMLIFrameElement): Frame {
  const received: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  const receive = ({ source, data }: MessageEvent) => {
    if (source !== element.contentWindow) return;
    const first = waiting.shift();
    if (first === undefined) received.push(data);
    else first(data);
  };
  const remove = () => {
    element.remove();
    removeEventListener('message', receive);
  };
  addEventListener('message', receive);
  onTestFinished(remove);
  return {
    next: () =>
      received.length > 0
        ? Promise.resolve(received.shift())
        : new Promise((resolve) => waiting.push(resolve)),
    remove,
  };
}
