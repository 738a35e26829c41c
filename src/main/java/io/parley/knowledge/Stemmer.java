package io.parley.knowledge;

import opennlp.tools.stemmer.snowball.SnowballProgram;
import opennlp.tools.stemmer.snowball.danishStemmer;
import opennlp.tools.stemmer.snowball.dutchStemmer;
import opennlp.tools.stemmer.snowball.englishStemmer;
import opennlp.tools.stemmer.snowball.frenchStemmer;
import opennlp.tools.stemmer.snowball.germanStemmer;
import opennlp.tools.stemmer.snowball.italianStemmer;
import opennlp.tools.stemmer.snowball.norwegianStemmer;
import opennlp.tools.stemmer.snowball.portugueseStemmer;
import opennlp.tools.stemmer.snowball.spanishStemmer;
import opennlp.tools.stemmer.snowball.swedishStemmer;

/**
 * Cuts a word to the part that its forms share. Uses only those of the generated Snowball stemmers that call no method by
 * reflection, which fails in a native executable. Only one thread may use an instance at a time.
 */
@FunctionalInterface
interface Stemmer {

    /** @param word in lower case */
    String stem(String word);

    static Stemmer danish() {
        danishStemmer program = new danishStemmer();
        return word -> run(program, word, program::stem);
    }

    static Stemmer dutch() {
        dutchStemmer program = new dutchStemmer();
        return word -> run(program, word, program::stem);
    }

    static Stemmer english() {
        englishStemmer program = new englishStemmer();
        return word -> run(program, word, program::stem);
    }

    static Stemmer french() {
        frenchStemmer program = new frenchStemmer();
        return word -> run(program, word, program::stem);
    }

    /** Also removes the ending of verbs that Snowball leaves: {@code prüft} and {@code prüfen} have one stem. */
    static Stemmer german() {
        germanStemmer program = new germanStemmer();
        return word -> withoutVerbEnding(run(program, word, program::stem));
    }

    private static String withoutVerbEnding(String stem) {
        return stem.length() >= 5 && stem.endsWith("t") && "tsh".indexOf(stem.charAt(stem.length() - 2)) < 0
                ? stem.substring(0, stem.length() - 1)
                : stem;
    }

    static Stemmer italian() {
        italianStemmer program = new italianStemmer();
        return word -> run(program, word, program::stem);
    }

    static Stemmer norwegian() {
        norwegianStemmer program = new norwegianStemmer();
        return word -> run(program, word, program::stem);
    }

    static Stemmer portuguese() {
        portugueseStemmer program = new portugueseStemmer();
        return word -> run(program, word, program::stem);
    }

    static Stemmer spanish() {
        spanishStemmer program = new spanishStemmer();
        return word -> run(program, word, program::stem);
    }

    static Stemmer swedish() {
        swedishStemmer program = new swedishStemmer();
        return word -> run(program, word, program::stem);
    }

    private static String run(SnowballProgram program, String word, Runnable stem) {
        program.setCurrent(word);
        stem.run();
        return program.getCurrent();
    }
}
