"""A contact attempt that is undone is counted no more: what is deleted marks the figures as what is added does."""

from alembic import op

revision = '0026'
down_revision = '0025'


def upgrade() -> None:
    op.execute("""
CREATE FUNCTION figure_mark_attempt_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO figure_mark (municipality_code, referrals, number)
    SELECT r.municipality_code, array_agg(DISTINCT r.id), count(*)
      FROM changed JOIN referral r ON r.id = changed.referral_id GROUP BY 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER figure_mark_attempt_delete AFTER DELETE ON contact_attempt REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION figure_mark_attempt_delete();
""")


def downgrade() -> None:
    op.execute("""
DROP TRIGGER figure_mark_attempt_delete ON contact_attempt;
DROP FUNCTION figure_mark_attempt_delete();
""")
