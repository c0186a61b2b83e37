/** A till shows who it is (docs/claims.md, "A till that asks for itself"). */

import { hex, hmac, utf8, withContext } from "./bytes.js";

/**
 * What stands in the `Authorization` of one request of a till.
 * @param {{device: string, epoch: number, key: CryptoKey}} pairing
 * @param {string} method GET or POST
 * @param {string} address the path with its query, as it is sent
 * @param {number} now milliseconds since 1970; the service takes ten minutes more or less
 * @returns {Promise<string>}
 */
export async function proof({ device, epoch, key }, method, address, now) {
  const who = `${device} ${epoch} ${now}`;
  const mac = await hmac(key, withContext("request", utf8(`${who} ${method} ${address}`)));
  return `Tessera-Device ${who} ${hex(mac)}`;
}
