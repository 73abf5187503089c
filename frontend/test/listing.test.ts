import assert from "node:assert/strict";
import { test } from "node:test";
import { Listing } from "../src/listing";
import { FakeHome, row, rows } from "./home";

const settled = () => new Promise((resolve) => setImmediate(resolve));

function listing(home: FakeHome, scope = {}): Listing {
  return new Listing(home, { entry_id: "entry" }, scope, () => undefined);
}

test("a batch is listed, and more only when it is asked for", async () => {
  const home = new FakeHome(rows(50));
  const list = listing(home);
  await list.start();
  await settled();
  assert.deepEqual([list.rows.length, list.loading, list.done], [20, false, false]);
  await list.more();
  await list.more();
  assert.deepEqual([list.rows.length, list.loading, list.done], [50, false, true]);
  await list.more();
  assert.equal(home.asked("recordings/more").length, 2);
});

test("more can be asked for as soon as the first rows are here", async () => {
  const home = new FakeHome(rows(50));
  const list: Listing = new Listing(home, { entry_id: "entry" }, {}, () => {
    if (list.rows.length === 20) {
      void list.more();
    }
  });
  await list.start();
  await settled();
  assert.equal(list.rows.length, 40);
  assert.equal(home.asked("recordings/subscribe").length, 1);
});

test("a rare match is waited for while the listing goes on", async () => {
  const home = new FakeHome([]);
  const list = listing(home);
  await list.start();
  await settled();
  home.tell("recordings/subscribe", { recordings: [row(3)], done: false, paused: false, listed_to: 900 });
  assert.deepEqual([list.loading, list.listedTo], [true, 900]);
  await list.more();
  assert.equal(home.asked("recordings/more").length, 0);
});

test("it waits exactly while Home Assistant says that nothing more comes, however many rows there are", async () => {
  const home = new FakeHome([]);
  home.isSlow = true;
  const list = listing(home);
  await list.start();
  await settled();
  const page = { done: false, listed_to: 900 };
  home.tell("recordings/subscribe", { ...page, recordings: rows(45), paused: false });
  assert.equal(list.loading, true);
  home.tell("recordings/subscribe", { ...page, recordings: [row(46)], paused: true });
  assert.equal(list.loading, false);
  await list.more();
  assert.deepEqual([list.loading, home.asked("recordings/more").length], [true, 1]);
  home.tell("recordings/subscribe", { ...page, recordings: [], paused: true });
  assert.deepEqual([list.loading, list.rows.length], [false, 46]);
});

test("an error is told, and trying again goes on", async () => {
  const home = new FakeHome(rows(40));
  const list = listing(home);
  await list.start();
  await settled();
  home.tell("recordings/subscribe", { error: { code: "cannot_connect", message: "Away." } });
  assert.deepEqual([list.error?.message, list.loading, list.rows.length], ["Away.", false, 20]);
  await list.more();
  assert.deepEqual([list.error, list.rows.length], [undefined, 40]);
});

test("a listing that is refused can be tried again", async () => {
  const home = new FakeHome(rows(5));
  home.refusals.set("alexa_privacy/recordings/subscribe", { code: "not_loaded", message: "Not now." });
  const list = listing(home);
  await list.start();
  assert.equal(list.error?.code, "not_loaded");
  await list.more();
  await settled();
  assert.deepEqual([list.error, list.rows.length], [undefined, 5]);
});

test("on a new connection it goes on below what is there", async () => {
  const home = new FakeHome(rows(50));
  const list = listing(home, { said: "i" });
  await list.start();
  await settled();
  const before = list.rows;
  list.lose();
  home.reconnect();
  await list.start();
  await settled();
  assert.equal(home.asked("recordings/subscribe")[1]?.["end"], (before.at(-1)?.time ?? 0) + 1);
  assert.deepEqual(list.rows.slice(0, before.length), before);
  assert.equal(new Set(list.rows.map(({ id }) => id)).size, list.rows.length);
  assert.ok(list.rows.length > before.length);
});

test("once stopped it listens to nothing more", async () => {
  const home = new FakeHome(rows(50));
  const list = listing(home);
  void list.start();
  await list.stop();
  await settled();
  assert.deepEqual([home.open, list.rows.length], [0, 0]);
});

test("what is gone is taken out and does not come back", async () => {
  const home = new FakeHome(rows(25));
  const list = listing(home);
  await list.start();
  await settled();
  list.remove(new Set(["row-3"]));
  home.tell("recordings/subscribe", { recordings: [row(3)], done: false, paused: false, listed_to: 900 });
  assert.ok(!list.rows.some(({ id }) => id === "row-3"));
});

test("a search goes on by itself until it is stopped, and continues where it stood", async () => {
  const home = new FakeHome(rows(100));
  home.isSlow = true;
  const list = new Listing(home, { entry_id: "entry" }, { said: "jazz" }, () => undefined, { search: true });
  await list.start();
  await settled();
  const page = { done: false, paused: true };
  home.tell("recordings/subscribe", { ...page, recordings: [row(1)], listed_to: row(9).time });
  await settled();
  assert.deepEqual([list.loading, home.asked("recordings/more").length], [true, 1]);
  await list.halt();
  assert.deepEqual([list.loading, list.halted, home.open], [false, true, 0]);
  home.isSlow = false;
  await list.more();
  await settled();
  assert.equal(list.halted, false);
  const [, second] = home.asked("recordings/subscribe");
  // What was searched is not searched again, but for the moment that it had come to.
  assert.equal(second?.["end"], row(9).time + 1);
});

test("only a listing that begins asks for what is new", async () => {
  const home = new FakeHome(rows(50));
  const list = new Listing(home, { entry_id: "entry" }, {}, () => undefined, { refresh: true });
  await list.start();
  await settled();
  home.reconnect();
  list.lose();
  await list.start();
  assert.deepEqual(
    home.asked("recordings/subscribe").map(({ refresh }) => refresh),
    [true, false],
  );
});
