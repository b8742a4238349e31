// A page that is read from disk may start no worker, and the search of the site is one. A hidden
// frame does its work instead; on a server nothing is changed.
(() => {
  if (location.protocol !== "file:") return;

  // What a worker has and a frame has not. They run within the frame.
  function setUp() {
    self.postMessage = (data) => parent.postMessage(data, "*");
    self.importScripts = (...urls) =>
      urls.reduce(
        (loaded, url) =>
          loaded.then(
            () =>
              new Promise((done, failed) => {
                const script = document.createElement("script");
                script.src = url;
                script.onload = done;
                script.onerror = () => failed(new Error(`${url} could not be loaded`));
                document.body.append(script);
              }),
          ),
        Promise.resolve(),
      );
  }

  class FrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      const inside = this.frame.contentWindow;
      this.heard = (event) => {
        if (event.source !== inside) return;
        this.dispatchEvent(new MessageEvent("message", { data: event.data }));
        this.onmessage?.(event);
      };
      addEventListener("message", this.heard);
      this.ready = new Promise((done) => this.frame.addEventListener("load", done));
      const { document: page } = inside;
      page.open();
      page.write(`<html><body><script>(${setUp})()</script><script src="${url}"></script></body></html>`);
      page.close();
    }

    postMessage(data) {
      const told = () => new MessageEvent("message", { data: structuredClone(data) });
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(told()));
    }

    terminate() {
      removeEventListener("message", this.heard);
      this.frame.remove();
    }
  }

  window.Worker = FrameWorker;
})();
