"use strict";
var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __setModuleDefault = (this && this.__setModuleDefault) || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
}) : function(o, v) {
    o["default"] = v;
});
var __importStar = (this && this.__importStar) || (function () {
    var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function (o) {
            var ar = [];
            for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
            return ar;
        };
        return ownKeys(o);
    };
    return function (mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        __setModuleDefault(result, mod);
        return result;
    };
})();
Object.defineProperty(exports, "__esModule", { value: true });
exports.check = check;
exports.words = words;
exports.verifyReceipt = verifyReceipt;
exports.verifyCheckpoint = verifyCheckpoint;
exports.verifyProof = verifyProof;
exports.verifyGrowth = verifyGrowth;
exports.newKey = newKey;
exports.version = version;
const glue = __importStar(require("./consent_engine_bg.js"));
const module_js_1 = require("./module.js");
/** Checks a catalogue before it is published, and against the version before it where that is given. */
function check(catalogue, previous) {
    return (0, module_js_1.ask)(() => glue.check((0, module_js_1.document)(catalogue, "a catalogue"), previous === undefined ? undefined : (0, module_js_1.document)(previous, "a catalogue")));
}
/** What the engine calls the values of its own words, in one language: operations, outcomes, reasons, titles, columns. */
function words(lang) {
    return (0, module_js_1.ask)(() => glue.words((0, module_js_1.text)(lang, "`lang`")));
}
/**
 * Checks a receipt offline: that every entry is in the ledger of the operator whose public key this is, that the receipt says what the
 * entries say, and, where the catalogue is given, that its words are those that were published. Give the receipt as the text that was
 * handed out: what JSON writes anew may differ from it.
 */
function verifyReceipt(receipt, key, catalogue) {
    return (0, module_js_1.ask)(() => glue.verify_receipt((0, module_js_1.text)(receipt, "a receipt"), (0, module_js_1.text)(key, "`key`"), catalogue === undefined ? undefined : (0, module_js_1.document)(catalogue, "a catalogue")));
}
/** Checks a signed checkpoint with the operator's public key. */
function verifyCheckpoint(checkpoint, key) {
    return (0, module_js_1.ask)(() => glue.verify_checkpoint((0, module_js_1.text)(checkpoint, "`checkpoint`"), (0, module_js_1.text)(key, "`key`")));
}
/** Checks that a leaf is in the ledger of the operator whose public key this is. */
function verifyProof(proof, leaf, key) {
    return (0, module_js_1.ask)(() => glue.verify_proof((0, module_js_1.text)(proof, "`proof`"), (0, module_js_1.text)(leaf, "`leaf`"), (0, module_js_1.text)(key, "`key`")));
}
/** Checks that the ledger of a later root begins with that of an earlier root. */
function verifyGrowth(proof, oldRoot, newRoot) {
    (0, module_js_1.ask)(() => glue.verify_consistency((0, module_js_1.document)(proof, "a proof"), (0, module_js_1.text)(oldRoot, "`oldRoot`"), (0, module_js_1.text)(newRoot, "`newRoot`")));
}
/** A new key pair for checkpoints and receipts, named as the ledger is. */
function newKey(name) {
    return (0, module_js_1.ask)(() => glue.new_key((0, module_js_1.text)(name, "`name`")));
}
/** The version of the engine. */
function version() {
    return glue.version();
}
