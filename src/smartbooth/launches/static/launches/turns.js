// What somebody does is done in the order it was asked for: an act begins when the one before has been answered. So an
// answer that comes late never undoes what was chosen since.
let last = Promise.resolve();

export const inTurn = (act) => (last = last.then(act, act));
