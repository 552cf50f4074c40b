// docs/reference/events.md and asyncapi.json from the event schemas.

/** Values an example shows, by field name: the same order goes through all of them. */
const SHOWN = {
  amount: { minor: 11900, currency: 'EUR' },
  bookingCode: 'RPZ',
  code: 'capture.refused',
  configurationId: '6f0c1f0a-5a5e-4b43-9d5c-0a3f4c1b2d3e',
  customerKey: '70011',
  document: 'DEM0000021',
  documentNumber: 'DEM0000021',
  dueAt: '2026-11-21T10:15:00.000Z',
  issuedAt: '2026-11-21T10:14:00.000Z',
  params: { amount: '119.00 EUR' },
  paymentCode: 'C',
  paymentId: 's-pay-1042',
  problemId: '2c9a4f4e-51c0-4f0b-8a55-3b0a1d7e9c10',
  procedure: 'release-queue',
  reason: 'authorized',
  requestedBy: 'anna@example.org',
  severity: 'error',
  shopId: 'DEM',
  shopOrderNumber: 'W-2041',
  state: 'released',
  transactionId: 's-chg-1',
  transactionPath: 'charges/s-chg-1',
  version: 3,
  why: 'click',
};
const ENVELOPE = {
  id: '0d1f6f0e-7c52-4a0c-9a57-5b1f0f6d7a11',
  version: 1,
  at: '2026-11-21T10:15:02.000Z',
  organisationId: '7b0d6a52-3f42-4c1d-8a9e-1f2e3d4c5b6a',
  connectionId: '9a1b2c3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d',
  orderNumber: '200017',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
};

/** An event of `type` as it travels. Throws when a field has no shown value or the schemas refuse the example. */
export function exampleOf(type, schema, parseEvent) {
  const data = Object.fromEntries(
    Object.keys(schema.shape).map((name) => {
      if (!(name in SHOWN))
        throw new Error(`tools/docs/events-pages.mjs shows no value for ${type} ${name}.`);
      return [name, SHOWN[name]];
    }),
  );
  const event = { ...ENVELOPE, type, data };
  parseEvent(event);
  return event;
}

export function eventsPage({ eventData, version, parseEvent, jsonSchemaOf }) {
  const parts = [
    '# Events',
    '',
    'Generated from `libs/contracts/src/events.ts`; change that, then run `npm run docs`. The same as AsyncAPI: `asyncapi.json`.',
    'Services tell each other past-tense facts, at least once and in order per order (key: connection and order number). Consumers are',
    `safe to run twice. Every event has an envelope (version ${version}) and data of its type.`,
  ];
  for (const [type, schema] of Object.entries(eventData)) {
    parts.push('', `## ${type}`, '', '| field | type |', '| --- | --- |');
    const { properties = {} } = jsonSchemaOf(schema);
    for (const [name, field] of Object.entries(properties))
      parts.push(`| \`${name}\` | ${typeText(field)} |`);
    const example = JSON.stringify(exampleOf(type, schema, parseEvent), null, 2);
    parts.push('', '```json', example, '```');
  }
  return `${parts.join('\n')}\n`;
}

function typeText(field) {
  if (field.anyOf !== undefined) return field.anyOf.map(typeText).join(' or ');
  if (field.enum !== undefined) return field.enum.map((value) => `\`${value}\``).join(', ');
  if (field.type === 'object' && field.properties !== undefined) {
    const inner = Object.entries(field.properties).map(
      ([name, one]) => `\`${name}\` ${typeText(one)}`,
    );
    return inner.join(', ');
  }
  if (field.type === 'object') return 'texts by name';
  if (Array.isArray(field.type)) return field.type.join(' or ');
  return field.format === undefined ? String(field.type) : `${field.type} (${field.format})`;
}

export function asyncApi({ eventData, version, parseEvent, jsonSchemaOf, productVersion }) {
  const messages = Object.fromEntries(
    Object.entries(eventData).map(([type, schema]) => [
      type,
      {
        name: type,
        title: type,
        contentType: 'application/json',
        payload: envelopeSchema(type, version, jsonSchemaOf(schema)),
        examples: [{ payload: exampleOf(type, schema, parseEvent) }],
      },
    ]),
  );
  const channels = {
    events: { address: 'abgleich.events', messages: refs(messages, '#/components/messages') },
  };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Abgleich events',
      version: productVersion,
      description: 'Facts between the services, keyed by connection and order number.',
    },
    channels,
    operations: {
      publish: { action: 'send', channel: { $ref: '#/channels/events' } },
      consume: { action: 'receive', channel: { $ref: '#/channels/events' } },
    },
    components: { messages },
  };
}

const refs = (messages, below) =>
  Object.fromEntries(Object.keys(messages).map((name) => [name, { $ref: `${below}/${name}` }]));

function envelopeSchema(type, version, data) {
  const text = { type: 'string' };
  const properties = {
    id: { ...text, format: 'uuid' },
    version: { const: version },
    type: { const: type },
    at: { ...text, format: 'date-time' },
    organisationId: { ...text, format: 'uuid' },
    connectionId: { ...text, format: 'uuid' },
    orderNumber: { type: ['string', 'null'], description: 'null: about the connection as a whole' },
    traceId: text,
    data,
  };
  return { type: 'object', required: Object.keys(properties), properties };
}
