import type { Catalogue, CheckReport, GrowthProof, KeyPair, Lang, SignedHead, VerifiedReceipt, Words } from "./wire.js";
/** Checks a catalogue before it is published, and against the version before it where that is given. */
export declare function check(catalogue: Catalogue | string, previous?: Catalogue | string): CheckReport;
/** What the engine calls the values of its own words, in one language: operations, outcomes, reasons, titles, columns. */
export declare function words(lang: Lang): Words;
/**
 * Checks a receipt offline: that every entry is in the ledger of the operator whose public key this is, that the receipt says what the
 * entries say, and, where the catalogue is given, that its words are those that were published. Give the receipt as the text that was
 * handed out: what JSON writes anew may differ from it.
 */
export declare function verifyReceipt(receipt: string, key: string, catalogue?: Catalogue | string): VerifiedReceipt;
/** Checks a signed checkpoint with the operator's public key. */
export declare function verifyCheckpoint(checkpoint: string, key: string): SignedHead;
/** Checks that a leaf is in the ledger of the operator whose public key this is. */
export declare function verifyProof(proof: string, leaf: string, key: string): SignedHead;
/** Checks that the ledger of a later root begins with that of an earlier root. */
export declare function verifyGrowth(proof: GrowthProof, oldRoot: string, newRoot: string): void;
/** A new key pair for checkpoints and receipts, named as the ledger is. */
export declare function newKey(name: string): KeyPair;
/** The version of the engine. */
export declare function version(): string;
