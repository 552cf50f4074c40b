import type { OrderImport } from './model.js';
import type { Units } from './units.js';

/** Which part of which line; `null` lines = everything the action applies to. */
export type LineChoice = { readonly lineKey: number; readonly qty: number };

/** Everything that can change pixi's ledger. `at` = epoch milliseconds, given by the caller. Plain JSON: it is logged. */
export type PixiCommand = { readonly at: number } & (
  | { readonly do: 'import-order'; readonly order: OrderImport }
  | {
      readonly do: 'authorize';
      readonly orderNr: number;
      readonly success: boolean;
      readonly authId: string | null;
      readonly authCode: string | null;
      readonly message: string;
    }
  | { readonly do: 'hold'; readonly orderNr: number; readonly user: string }
  | { readonly do: 'release-by-hand'; readonly orderNr: number; readonly user: string }
  | {
      readonly do: 'lock-order';
      readonly orderNr: number;
      readonly locked: boolean;
      readonly user: string;
      readonly reason: string;
    }
  | { readonly do: 'lock-customer'; readonly custKey: number; readonly locked: boolean }
  | { readonly do: 'set-payment-id'; readonly orderNr: number; readonly kkId: string }
  | { readonly do: 'ship'; readonly orderNr: number; readonly lines: readonly LineChoice[] | null }
  | {
      readonly do: 'cancel';
      readonly orderNr: number;
      readonly lines: readonly LineChoice[] | null;
      readonly status: 'STO' | 'NLB';
    }
  | {
      readonly do: 'return';
      readonly orderNr: number;
      readonly lines: readonly LineChoice[];
      readonly shipCost: Units;
      readonly alreadySettled: boolean;
    }
  | {
      readonly do: 'capture';
      readonly invoiceNr: string;
      readonly success: boolean;
      readonly amount: Units;
      readonly payId: string;
      readonly eventId: string | null;
      readonly message: string;
      readonly holdRemaining: boolean;
    }
  | {
      readonly do: 'book';
      readonly custKey: number;
      readonly eventId: string;
      readonly amount: Units;
      readonly bookedAt: number | null;
      readonly comment: string;
      readonly matchTo: string | null;
    }
  | { readonly do: 'settle-by-hand'; readonly orderNr: number; readonly invoiceNr: string }
  | { readonly do: 'delete-booking'; readonly orderNr: number; readonly invoiceNr: string }
  | {
      readonly do: 'comment-order';
      readonly orderNr: number;
      readonly text: string;
      readonly user: string;
    }
  | {
      readonly do: 'comment-customer';
      readonly custKey: number;
      readonly text: string;
      readonly user: string;
    }
);

export type PixiCommandOf<Verb extends PixiCommand['do']> = Extract<
  PixiCommand,
  { readonly do: Verb }
>;

/** What a command brought about. `changed` false = nothing was to do. */
export type PixiResult = {
  readonly changed: boolean;
  readonly orderNr?: number;
  readonly orderNrExternal?: string;
  readonly invoiceNr?: string;
  readonly total?: Units;
};
