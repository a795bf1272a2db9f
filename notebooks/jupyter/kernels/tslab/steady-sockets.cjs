// tslab sends without waiting: a message while its socket is still being bound fails ("Socket is blocked by a bind or
// unbind operation"), and so may one that overlaps another. Under load both happen. Here each socket sends one message
// after the other, none before it is bound, and it is closed once they have gone.

/** Gives the classes of zeromq sends that wait their turn. */
function steadySockets({ Publisher, Router, Reply }) {
  for (const { prototype } of [Publisher, Router, Reply]) {
    const { bind, send, close } = methodsOf(prototype);
    const turns = new WeakMap();
    /** Runs at once where nothing is under way, so that a process that ends has sent what it said. */
    const inTurn = (socket, work) => {
      const turn = turns.get(socket) ?? { waiting: 0, last: Promise.resolve() };
      turns.set(socket, turn);
      const done = turn.waiting === 0 ? work() : turn.last.then(work);
      turn.waiting += 1;
      turn.last = Promise.resolve(done)
        .catch((error) => {
          if (!socket.closed) throw error;
        })
        .finally(() => {
          turn.waiting -= 1;
        });
      return turn.last;
    };
    replace(prototype, 'bind', function (address) {
      return inTurn(this, () => bind.call(this, address));
    });
    replace(prototype, 'send', function (message) {
      return inTurn(this, () => send.call(this, message));
    });
    replace(prototype, 'close', function () {
      const turn = turns.get(this);
      if (turn === undefined || turn.waiting === 0) close.call(this);
      else turn.last.then(() => close.call(this));
    });
  }
}

/** zeromq's own methods lie further up and cannot be assigned to, which fails without a word. */
function replace(prototype, name, value) {
  Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
}

function methodsOf(prototype) {
  return { bind: prototype.bind, send: prototype.send, close: prototype.close };
}

module.exports = { steadySockets };
