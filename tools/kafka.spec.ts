import { afterEach, describe, expect, it } from '@jest/globals';
import { startKafka, whyNoKafka } from './kafka.mjs';

describe('starting Kafka', () => {
  const { PATH, KAFKA_BROKERS } = process.env;
  afterEach(() => {
    process.env['PATH'] = PATH;
    if (KAFKA_BROKERS === undefined) delete process.env['KAFKA_BROKERS'];
    else process.env['KAFKA_BROKERS'] = KAFKA_BROKERS;
  });

  it('says in one sentence what to install where there is no Java', async () => {
    process.env['PATH'] = '/nowhere';
    const sentence = await whyNoKafka();
    expect(sentence).toMatch(/"java" was not found.*apt-get install.*KAFKA_BROKERS/);
    await expect(startKafka({ own: true })).rejects.toThrow(sentence ?? '');
  });

  it('uses the brokers it is told and leaves them alone', async () => {
    process.env['KAFKA_BROKERS'] = 'one:9092, two:9092';
    process.env['PATH'] = '/nowhere';
    const kafka = await startKafka();
    expect([kafka.brokers, kafka.pid]).toEqual([['one:9092', 'two:9092'], null]);
    await kafka.stop();
  });
});
