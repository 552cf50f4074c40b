export const errorLink = {
  title: 'Error page',
  intro:
    'The error page shows, without a sign-in, the orders with open problems: order number, Mandant and what is wrong. It shows no amounts and nothing of customers. It is meant for the screen in the warehouse and for phones.',
  stateTitle: 'Link',
  active: 'A link is active.',
  activeSince: 'A link has been active since {{when}}.',
  none: 'There is no link. Nobody can open the error page.',
  kept: 'Abgleich does not store the link, only its fingerprint. If you lost it, renew it.',
  create: 'Create link',
  renew: 'Renew link',
  renewQuestion: 'Renew the link to the error page?',
  renewExplained:
    'The link used so far is invalid at once. Every screen that uses it shows nothing until you open the new link there.',
  revoke: 'Revoke link',
  revokeQuestion: 'Revoke the link to the error page?',
  revokeExplained:
    'The error page shows nothing to anybody from this moment. You can create a new link at any time.',
  newTitle: 'Your new link',
  newText:
    'Copy it now: it is shown this once only. Whoever knows it sees your open problems; pass it on inside your company only.',
  open: 'Open the error page',
  name: 'Link',
  revoked: 'The link is revoked.',
  tipsTitle: 'How to use it',
  tipWall:
    'On a wall screen: open the link in the browser and switch to full screen. The page refreshes every minute and shows the time of what it shows.',
  tipPhone: 'On a phone: add the link to the home screen.',
  tipLost: 'Has somebody left the company who knows the link? Renew it.',
};
