// Demo only: a click on an account fills the form.
document.addEventListener('DOMContentLoaded', () => {
  document.querySelectorAll('.demo-fill').forEach((button) => button.addEventListener('click', () => {
    document.getElementById('login').value = button.dataset.login;
    document.getElementById('password').value = button.dataset.password;
    document.querySelector('.sign-in-go').focus();
  }));
});
