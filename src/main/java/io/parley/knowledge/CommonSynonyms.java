package io.parley.knowledge;

/**
 * Words that people who ask for support often use for one another, in English and German. They count little, and only beside words of the
 * question that documents have: a question without such a word finds nothing.
 */
final class CommonSynonyms {

    static final Synonyms ALL = new Synonyms("""
            phone, mobile, telephone, smartphone, Telefon, Handy
            call, ring, Anruf, anrufen
            certificate, cert, SSL, TLS, Zertifikat
            password, secret, credential, Passwort, Kennwort, Geheimnis, Zugangsdaten
            delete, remove, uninstall, löschen, entfernen, deinstallieren
            cost, price, money, spend, spending, bill, expensive, Kosten, Preis, Geld, teuer
            outage, incident, downtime, failure, Ausfall, Störung, Vorfall
            user, member, colleague, employee, people, Benutzer, Mitglied, Kollege, Mitarbeiter, Nutzer
            login, authentication, SSO, anmelden, Anmeldung, Authentifizierung
            screenshot, picture, image, Bildschirmfoto, Bild
            host, server, machine, box, computer, VM, Rechner, Maschine
            device, appliance, Gerät
            notify, notification, warn, warning, alert, inform, told, benachrichtigen, Benachrichtigung, Warnung, warnen, Alarm, Meldung, melden
            slow, speed, latency, performance, fast, langsam, Geschwindigkeit, Latenz, Leistung, schnell
            email, mail, E-Mail, inbox, Postfach
            terminal, shell, CLI, console, Kommandozeile, Befehlszeile, Konsole
            role, permission, rights, access, allowed, Rolle, Berechtigung, Rechte, Zugriff, dürfen, darf
            logo, colour, color, branding, theme, design, Farbe, Aussehen
            selfhosted, hosting, onprem, hosten, selbstgehostet
            update, upgrade, aktualisieren, Aktualisierung, Upgrade, Update
            duty, oncall, pager, shift, Bereitschaft, Rufbereitschaft, Dienst
            schedule, cron, nightly, daily, periodically, Zeitplan, nächtlich, täglich, regelmäßig
            check, monitor, watch, observe, prüfen, Prüfung, überwachen, Überwachung, Monitor
            procedure, runbook, playbook, Ablauf, Anleitung
            workflow, automation, automatic, automatically, Arbeitsablauf, Automatisierung, automatisch
            rule, condition, criteria, criterion, Regel, Bedingung, Kriterium, Kriterien
            ticket, issue, incident
            online, reachable, up, alive, erreichbar
            offline, unreachable, down, dead, nicht erreichbar
            firewall, whitelist, allowlist, IP-Adresse, freigeben
            export, download, backup, Sicherung, exportieren
            chart, graph, plot, diagram, widget, Diagramm, Grafik
            subscriber, subscribe, subscription, newsletter, Abonnent, abonnieren
            model, LLM, AI, robot, bot, assistant, chatbot, KI, Modell
            log, protocol, Protokoll, Protokolldatei
            error, exception, fault, bug, crash, Fehler, Ausnahme, Absturz
            run, execution, Ausführung, Lauf
            start, launch, trigger, begin, starten, Start, Auslöser, auslösen
            visitor, customer, client, Besucher, Kunde
            website, site, homepage, page, Webseite, Website, Internetseite, Seite
            maintenance, planned, Wartung, geplant
            announcement, announce, Ankündigung, ankündigen
            group, team, Gruppe, Team
            limit, maximum, timeout, Grenze, Höchstdauer
            storage, disk, capacity, Speicher, Festplatte, Platte, Kapazität
            retention, retain, keep, Aufbewahrung, aufbewahren
            database, SQL, Datenbank
            cluster, kubernetes, k8s
            container, docker, podman
            token, key, apikey, Schlüssel
            install, setup, set up, installieren, Installation, einrichten, Einrichtung
            connect, integrate, integration, link, verbinden, Verbindung, anbinden, Anbindung, Integration
            variable, placeholder, dropdown, filter, Variable, Platzhalter, Auswahl
            title, heading, subject, name, Titel, Betreff
            template, skeleton, Vorlage
            step, action, task, Schritt, Aktion, Aufgabe
            severity, priority, Schweregrad, Priorität
            resolve, close, solve, fix, beheben, schließen, lösen
            acknowledge, confirm, bestätigen
            manually, by hand, manuell, Hand
            private, protected, restricted, privat, geschützt
            measure, metric, value, number, Messwert, Metrik, Wert, Zahl
            environment, stage, Umgebung
            example, sample, Beispiel
            question, FAQ, troubleshooting, problem, Fehlerbehebung, Problem""".lines().toList());

    private CommonSynonyms() {}
}
