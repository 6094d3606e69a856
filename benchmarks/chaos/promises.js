// Runs in every page of a browser tablet before the page does: writes down each mark that the tablet promised to keep
// (the first time its outbox key is stored) and each that it let go, and makes the tablet's clock wrong by hours.
((hours) => {
  const { setItem, removeItem } = Storage.prototype;
  const real = Date;
  let loads = 0;
  let many = 0;
  window.chaosPromised = 0;

  Storage.prototype.setItem = function (key, value) {
    setItem.call(this, key, value); // where this throws, nothing was promised
    if (this !== localStorage || !key.startsWith("outbox:")) return;
    const mark = JSON.parse(value);
    const name = `chaos:${mark.uid}`;
    if (localStorage.getItem(name) !== null) return;
    many += 1;
    window.chaosPromised += 1;
    setItem.call(this, name, JSON.stringify({ at: performance.timeOrigin + performance.now(), many, mark }));
  };
  Storage.prototype.removeItem = function (key) {
    removeItem.call(this, key);
    if (this === localStorage && key.startsWith("outbox:")) setItem.call(this, `chaos-gone:${key.slice(7)}`, "1");
  };

  try {
    loads = Number(localStorage.getItem("chaos-loads")) + 1;
    setItem.call(localStorage, "chaos-loads", String(loads));
  } catch {
    // a page without storage: the browser's own page for a server that is away
  }
  const wrong = () => 3_600_000 * hours[(loads + Math.floor(performance.now() / 30_000)) % hours.length];
  window.Date = class extends real {
    constructor(...words) {
      super(...(words.length ? words : [real.now() + wrong()]));
    }
    static now() {
      return Math.round(real.now() + wrong());
    }
  };
})
