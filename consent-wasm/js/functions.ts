import * as glue from "./consent_engine_bg.js";
import { ask, call, document, optionalDocument, text } from "./module.js";
import type { Catalogue, CheckReport, GrowthProof, KeyPair, Lang, SignedHead, VerifiedReceipt, Words } from "./wire.js";

/** Checks a catalogue before it is published, and against the version before it where that is given. */
export function check(catalogue: Catalogue | string, previous?: Catalogue | string): CheckReport {
  return ask(glue.check, document(catalogue, "a catalogue"), optionalDocument(previous, "a catalogue"));
}

/** What the engine calls the values of its own words, in one language: operations, outcomes, reasons, titles, columns. */
export function words(lang: Lang): Words {
  return ask(glue.words, text(lang, "`lang`"));
}

/**
 * Checks a receipt offline: that every entry is in the ledger of the operator whose public key this is, that the receipt says what the
 * entries say, and, where the catalogue is given, that its words are those that were published. Give the receipt as the text that was
 * handed out: what JSON writes anew may differ from it.
 */
export function verifyReceipt(receipt: string, key: string, catalogue?: Catalogue | string): VerifiedReceipt {
  return ask(glue.verify_receipt, text(receipt, "a receipt"), text(key, "`key`"), optionalDocument(catalogue, "a catalogue"));
}

/** Checks a signed checkpoint with the operator's public key. */
export function verifyCheckpoint(checkpoint: string, key: string): SignedHead {
  return ask(glue.verify_checkpoint, text(checkpoint, "`checkpoint`"), text(key, "`key`"));
}

/** Checks that a leaf is in the ledger of the operator whose public key this is. */
export function verifyProof(proof: string, leaf: string, key: string): SignedHead {
  return ask(glue.verify_proof, text(proof, "`proof`"), text(leaf, "`leaf`"), text(key, "`key`"));
}

/** Checks that the ledger of a later root begins with that of an earlier root. */
export function verifyGrowth(proof: GrowthProof, oldRoot: string, newRoot: string): void {
  ask(glue.verify_consistency, document(proof, "a proof"), text(oldRoot, "`oldRoot`"), text(newRoot, "`newRoot`"));
}

/** A new key pair for checkpoints and receipts, named as the ledger is. */
export function newKey(name: string): KeyPair {
  return ask(glue.new_key, text(name, "`name`"));
}

/** The version of the engine. */
export function version(): string {
  return call(glue.version);
}
