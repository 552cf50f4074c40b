export const mailAccount = {
  intro:
    'Abgleich reports every new error through this mail account. The account is complete when a test mail was accepted.',
  onlyAdmin: 'Only users with the role administrator can change and test this.',
  emptyTitle: 'No mail account yet',
  empty: 'Enter the credentials of your mail server. Your mail provider will tell you.',
  accepted: 'The account is complete',
  acceptedAt: 'The last test mail was accepted {{time}}.',
  untested: 'The account is not complete yet',
  untestedText: 'Send a test mail. Only once it is accepted does Abgleich reach you reliably.',
  save: 'Save',
  saved: 'The mail account is saved.',
  test: 'Send test mail',
  testDirty: 'Save your changes first.',
  testAccepted: 'The test mail was accepted',
  testAcceptedText: 'It went to {{recipient}}. Check whether it is in the mailbox, too.',
  testRefused: 'The test mail was not accepted',
  serverSaid: 'The mail server said: {{answer}}',
  number: 'Error number {{number}}',
  statusTitle: 'Sending of error reports',
  statusGood: 'All errors are reported. No e-mail waits.',
  statusWaiting_one: 'One error waits for its e-mail.',
  statusWaiting_other: '{{count}} errors wait for their e-mail.',
  statusSince: 'The oldest has been waiting since {{time}}.',
  statusNext: 'Next attempt: {{time}}.',
  statusGivenUp_one: 'One open error was never reported by e-mail.',
  statusGivenUp_other: '{{count}} open errors were never reported by e-mail.',
  login: 'The mail server demands a login',
  security: {
    none: 'No encryption',
    starttls: 'STARTTLS (mostly port 587)',
    tls: 'TLS (mostly port 465)',
  },
  securityWarning:
    'Without encryption anybody on the way can read password and content. Choose TLS or STARTTLS if your mail server offers it.',
  field: {
    host: {
      label: 'Server',
      hint: 'The outgoing mail server (SMTP) of your mail provider.',
      help: 'For example smtp.your-provider.com. If you change the server, enter the password again.',
    },
    port: {
      label: 'Port',
      hint: 'Mostly 587 or 465.',
      help: '587 belongs to STARTTLS, 465 to TLS. If the port does not fit the security, the server does not answer.',
    },
    security: {
      label: 'Security',
      hint: 'How the connection is encrypted.',
      help: 'TLS is recommended. STARTTLS is just as safe. If encryption fails, Abgleich sends nothing.',
    },
    username: {
      label: 'User name',
      hint: 'Mostly the complete e-mail address.',
      help: 'Few mail servers accept anything without a login, mostly those in your own house.',
    },
    password: {
      label: 'Password',
      hint: 'It is stored encrypted and never shown again.',
      help: 'Some providers demand a separate app password instead of your usual one. Leave the field empty to keep the stored password.',
    },
    sender: {
      label: 'Sender',
      hint: 'Exactly one address that this account may send with.',
      help: 'For example abgleich@your-company.com. A sender that does not belong to the account is often refused.',
    },
    recipient: {
      label: 'Recipient',
      hint: 'Exactly one address to which errors are reported.',
      help: 'If several people shall get the reports, enter a distribution or forwarding address.',
    },
  },
  passwordKeep: 'Stored – leave empty',
  error: {
    missing: 'This field is still missing.',
    'too-long': 'This is too long.',
    'not-one-address':
      'This is not exactly one e-mail address, for example payments@your-company.com.',
    'not-a-host': 'Enter only the name of the server, for example smtp.your-provider.com.',
    'not-a-port': 'A port is a number from 1 to 65535.',
    'address-not-allowed':
      'This server is in a private network, and this installation does not allow that. Enter a publicly reachable mail server.',
    'needed-for-address':
      'The server is another one. Enter the password again: the stored one is not sent to another server.',
    invalid: 'This value cannot be used.',
    tooMany: 'These were too many test mails. Wait ten minutes.',
  },
};
