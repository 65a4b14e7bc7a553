"""What is known of the mails that stand: what they carry, to which sitting they belong, and which of them nobody waits for."""

from django.db import migrations

HANDLINGEN = """
UPDATE remiss_utskick u SET handling_id = e.handling_id FROM motions_expediering e
WHERE e.arende_id = u.arende_id AND e.expedierad_at = u.skapat_at AND u.bilaga_id IS NOT NULL;
UPDATE remiss_utskick u SET handling_id = s.begaran_id FROM motions_anstand s JOIN motions_remiss r ON r.id = s.remiss_id
WHERE r.arende_id = u.arende_id AND s.begard_at = u.skapat_at AND u.bilaga_id IS NULL AND u.handling_id IS NULL;
"""
SAMMANTRADET = """
UPDATE remiss_utskick u SET sammantrade_id = s.id FROM motions_sammantrade s
WHERE u.skickat_at IS NULL AND u.arende_id IS NULL
AND s.id::text = substring(u.text FROM '/sammantrade/([0-9]{1,9})/');
"""
KVITTERADE = """
INSERT INTO remiss_utskickskvittering (utskick_id, at)
SELECT u.id, a.state_since FROM remiss_utskick u JOIN motions_arende a ON a.id = u.arende_id
WHERE u.skickat_at IS NULL AND u.misslyckat_at <= a.state_since AND a.state IN ('avslutat', 'avskrivet', 'makulerat');
"""
"""Who closed the akt when it stood there as «ej skickat» was asked; who closed it before that was not."""


class Migration(migrations.Migration):

    dependencies = [("remiss", "0008_mejlens_kvitto")]

    operations = [
        migrations.RunSQL(HANDLINGEN, migrations.RunSQL.noop),
        migrations.RunSQL(SAMMANTRADET, migrations.RunSQL.noop),
        migrations.RunSQL(KVITTERADE, migrations.RunSQL.noop),
    ]
