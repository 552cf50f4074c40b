/** See the German file. */
export const configurationSettings = {
  active: {
    label: 'Active',
    hint: 'Only an active configuration processes orders. While the pixi connection is off, it stays off as well.',
    help: 'Switched off, Abgleich touches no order of this payment method: nothing is released, charged, refunded or booked. You can switch it on again at any time; then the waiting orders are checked.',
    example: 'Off, as long as another payment app still processes this payment method.',
    error: 'Choose on or off.',
  },
  bookingCodeInvoice: {
    label: 'Booking event for invoices',
    hint: 'The code from pixi with which paid invoices are booked in the customer account. The event must be positive.',
    help: 'You find the booking events in pixi in the settings of the customer account. With a wrong or negative event the balance of the customer will be wrong.',
    example: 'RPZ',
    error: 'Enter 1 to 3 characters, just as the event is called in pixi.',
  },
  bookingCodeReturn: {
    label: 'Booking event for returns',
    hint: 'The code from pixi with which credit notes are booked. The event must be negative.',
    help: 'Abgleich books each refund with it and matches it to the credit note. With a wrong or positive event the balance of the customer will be wrong.',
    example: 'GPZ',
    error: 'Enter 1 to 3 characters, just as the event is called in pixi.',
  },
  xmlTag: {
    label: 'XML tag',
    hint: 'The name of the payment method in the order data of the shop: only the name, without angle brackets.',
    help: 'It stands beside the payment method in pixi. Letters, digits and underscores are allowed; it must not begin with a digit.',
    example: 'UNZERCARD',
    error:
      'Only letters, digits and underscores, no digit at the beginning, at most 60 characters.',
  },
  publicKey: {
    label: 'Unzer public key',
    hint: 'Begins with s-pub- (test) or p-pub- (real payments). You find it in the Unzer Insights portal.',
    help: 'Public and private key must belong together, and to the contract through which the shop takes this payment method. On saving, Abgleich asks Unzer whether the pair is valid.',
    example: 's-pub-2a10ifVI…',
    error: 'The public key begins with s-pub- or p-pub-, followed by letters and digits only.',
  },
  privateKey: {
    label: 'Unzer private key',
    hint: 'Begins with s-priv- or p-priv-. It is stored encrypted and never shown again.',
    help: 'Whoever knows the private key can move money. That is why it can only be replaced here, not read. It must belong to the same environment as the public key.',
    example: 's-priv-2a102ZMq…',
    error: 'The private key begins with s-priv- or p-priv-, followed by letters and digits only.',
  },
  method: {
    label: 'Payment method at Unzer',
    hint: 'Which payment method of Unzer is behind it? Your answer only steers the hints and the preview on this page.',
    help: 'pixi only knows the name that you gave the payment method. What happens to an order always follows the payment itself as Unzer shows it, not this choice.',
    example: 'Card',
    error: 'Choose a payment method from the list.',
  },
  policy: {
    mode: {
      label: 'App mode',
      hint: 'Decides when the money is charged: before the release, or with each shipped invoice.',
      help: 'The mode only matters for payment methods that the shop authorises (card, Apple Pay, PayPal). For it to work, the shop must not charge by itself: switch “Direct CHARGE” off there.',
      example:
        'Standard when you nearly always ship at once and in full; Expert when you often ship in parts.',
      error: 'Choose Standard or Expert.',
    },
    toleranceMinor: {
      label: 'Rounding difference',
      hint: 'Up to this difference, in cents, two amounts count as equal.',
      help: 'Shop, pixi and Unzer sometimes round taxes and discounts differently. When the payment is smaller than the order by more than this, the order is locked.',
      example: '2 – a payment of €99.98 is then enough for an order of €100.00.',
      error: 'Enter a whole number from 0 to 10000 (in cents).',
    },
    graceHours: {
      label: 'Patience with unfinished payments',
      hint: 'For so many hours a payment that was begun may stay unfinished.',
      help: 'Some customers give up at PayPal or at the confirmation of their bank. For so long the order waits on HOLD; after that it is locked, released and reported as a problem. When the payment is finished later after all, it goes on by itself.',
      example: '24',
      error: 'Enter a whole number from 1 to 720 (in hours).',
    },
    settleInvoiceAfterReceipt: {
      label: 'Settle invoices only after the money arrived',
      hint: 'Matters for the payment method invoice only: off settles the invoice as soon as the order is closed.',
      help: 'Switched on, the invoice stays open in pixi until the transfer of the customer is reported at Unzer. So the customer account shows who has not paid yet.',
      example: 'On, when your bookkeeping follows open invoices in pixi.',
      error: 'Choose on or off.',
    },
    warnBeforeExpiryDays: {
      label: 'Warning before a reservation lapses',
      hint: 'After so many days without shipment a notice appears. Empty: what is usual for the payment method.',
      help: 'Reserved money lapses when it is not charged in time, for cards mostly after 7 days. The notice comes while you can still do something. Usual are 6 days, and 21 days for pay later by invoice, instalments and direct debit.',
      example: '5',
      error: 'Enter a whole number from 1 to 365, or leave the field empty.',
    },
  },
};
