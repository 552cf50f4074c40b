import { xmlText } from './xml-text.js';

/** SQL Server's subcodes: the first is documented, the others are ours in its style. */
export type FaultSubcode =
  'InvalidXml' | 'UnsupportedOperation' | 'InvalidParameter' | 'LoginFailed';

/** The call cannot be carried out as a call; answered with HTTP 500 and a SOAP fault. */
export class SoapFault extends Error {
  readonly subcode: FaultSubcode;
  constructor(subcode: FaultSubcode, sentence: string) {
    super(sentence);
    this.subcode = subcode;
  }
}

const ROLE = 'http://schemas.microsoft.com/sqlserver/2004/SOAP';
const SOAP_1_2 = 'http://www.w3.org/2003/05/soap-envelope';

/** A SOAP 1.1 fault that carries the whole SOAP 1.2 fault in its detail, as SQL Server sends it. */
export function faultXml({ subcode, message }: { subcode: FaultSubcode; message: string }): string {
  const party = subcode === 'LoginFailed' ? 'Server' : 'Client';
  const code12 = party === 'Client' ? 'Sender' : 'Receiver';
  const summary = `There was an error in the incoming SOAP request packet: ${party}, ${subcode}`;
  return `<?xml version="1.0" encoding="utf-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:SOAP-1_2-ENV="${SOAP_1_2}" xmlns:sqlsoapfaultcode="${ROLE}/FaultCode" xmlns:sqlmessage="${ROLE}/types/SqlMessage"><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:${party}</faultcode><faultstring>${summary}</faultstring><faultactor>${ROLE}</faultactor><detail><SOAP-1_2-ENV:Fault><SOAP-1_2-ENV:Code><SOAP-1_2-ENV:Value>SOAP-1_2-ENV:${code12}</SOAP-1_2-ENV:Value><SOAP-1_2-ENV:Subcode><SOAP-1_2-ENV:Value>sqlsoapfaultcode:${subcode}</SOAP-1_2-ENV:Value></SOAP-1_2-ENV:Subcode></SOAP-1_2-ENV:Code><SOAP-1_2-ENV:Reason><SOAP-1_2-ENV:Text xml:lang="en-US">${summary}</SOAP-1_2-ENV:Text></SOAP-1_2-ENV:Reason><SOAP-1_2-ENV:Node>${ROLE}</SOAP-1_2-ENV:Node><SOAP-1_2-ENV:Role>${ROLE}</SOAP-1_2-ENV:Role><SOAP-1_2-ENV:Detail><sqlmessage:SqlMessage><sqlmessage:Class>16</sqlmessage:Class><sqlmessage:LineNumber>0</sqlmessage:LineNumber><sqlmessage:Message>${xmlText(message)}</sqlmessage:Message><sqlmessage:Number>7500</sqlmessage:Number><sqlmessage:Source>Microsoft-SQL/9.0</sqlmessage:Source><sqlmessage:State>1</sqlmessage:State></sqlmessage:SqlMessage></SOAP-1_2-ENV:Detail></SOAP-1_2-ENV:Fault></detail></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}
