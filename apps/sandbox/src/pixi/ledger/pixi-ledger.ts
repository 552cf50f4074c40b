import type { Engine } from '../../kernel/store.js';
import { commentCustomer, commentOrder } from './add-comment.js';
import { bookManually } from './book-event.js';
import { cancelLines } from './cancel-lines.js';
import { captureInvoice } from './capture-invoice.js';
import type { PixiCommand, PixiResult } from './commands.js';
import { deleteBooking } from './delete-booking.js';
import { importOrder } from './import-order.js';
import { lockCustomer, lockOrder } from './lock-shipping.js';
import type { PixiMasterData } from './model.js';
import { authorizeOrder, holdOrder, releaseByHand, setPaymentId } from './release-order.js';
import { returnLines, settleByHand } from './return-lines.js';
import { shipOrder } from './ship-order.js';
import { dumpState, emptiedState, emptyState, loadState, type PixiState } from './state.js';

/** pixi's ledger: a state that changes only through commands. No I/O, no clock, no randomness. */
export type PixiLedger = Engine<PixiCommand, PixiResult> & {
  /** The state as it is now, for reading only. */
  readonly state: () => PixiState;
};

/** A ledger over the given shops, payment types, booking events and items. */
export function createPixiLedger(master: PixiMasterData): PixiLedger {
  let state = emptyState(master);
  return {
    state: () => state,
    apply(command) {
      // The database's clock never runs backwards, whatever the caller's does.
      const at = Math.max(command.at, state.lastAt);
      const result = applied(state, { ...command, at });
      state.lastAt = at;
      return result;
    },
    dump: () => dumpState(state),
    load(dump) {
      state = loadState(master, dump);
    },
    clear() {
      state = emptiedState(state);
    },
  };
}

function applied(state: PixiState, command: PixiCommand): PixiResult {
  switch (command.do) {
    case 'import-order':
      return importOrder(state, command);
    case 'authorize':
      return authorizeOrder(state, command);
    case 'hold':
      return holdOrder(state, command);
    case 'release-by-hand':
      return releaseByHand(state, command);
    case 'lock-order':
      return lockOrder(state, command);
    case 'lock-customer':
      return lockCustomer(state, command);
    case 'set-payment-id':
      return setPaymentId(state, command);
    case 'ship':
      return shipOrder(state, command);
    case 'cancel':
      return cancelLines(state, command);
    case 'return':
      return returnLines(state, command);
    case 'capture':
      return captureInvoice(state, command);
    case 'book':
      return bookManually(state, command);
    case 'settle-by-hand':
      return settleByHand(state, command);
    case 'delete-booking':
      return deleteBooking(state, command);
    case 'comment-order':
      return commentOrder(state, command);
    case 'comment-customer':
      return commentCustomer(state, command);
    default:
      return unknownCommand(command);
  }
}

function unknownCommand(command: never): never {
  throw new Error(`Unknown pixi command ${JSON.stringify(command)}.`);
}
